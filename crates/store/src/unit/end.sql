-- A failure does not take away when it last went well.
INSERT INTO unit (unit, succeeded_at, failed_at, failure)
VALUES (:unit, CASE WHEN :failure IS NULL THEN :at END, CASE WHEN :failure IS NOT NULL THEN :at END, :failure)
ON CONFLICT (unit) DO UPDATE SET succeeded_at = coalesce(excluded.succeeded_at, succeeded_at),
                                 failed_at = excluded.failed_at, failure = excluded.failure;
