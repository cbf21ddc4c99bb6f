INSERT INTO sync_run (sync_id, state, started_at, total, bytes)
SELECT :sync, 'running', :at, count(*), coalesce(sum(bytes), 0) FROM outbox WHERE sync_id = :sync AND receipt IS NULL;
