SELECT coalesce(max(revision), 0) FROM outbox WHERE kind = :kind AND record = :record;
