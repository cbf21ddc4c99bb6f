-- Pictures that the service may not have: not handed in, or named by what waits (a service restored from a backup may have
-- lost what it once had). One that only a draft names waits with its draft.
SELECT a.sha256, length(a.bytes) AS bytes FROM attachment a
 WHERE EXISTS (SELECT 1 FROM attachment_of o WHERE o.sha256 = a.sha256
                AND (a.handed_in_at IS NULL OR o.record IN (SELECT record FROM outbox WHERE receipt IS NULL)))
 ORDER BY a.kept_at, a.sha256;
