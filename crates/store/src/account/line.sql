-- A sync with what the service received in it.
SELECT sync_id, state, started_at, ended_at, total, fetched, reference,
       (SELECT count(*) FROM outbox o WHERE o.sync_id = s.sync_id AND o.receipt IS NOT NULL) AS received,
       (SELECT count(*) FROM outbox o WHERE o.sync_id = s.sync_id AND o.outcome = 'with_support') AS with_support
  FROM sync_run s
