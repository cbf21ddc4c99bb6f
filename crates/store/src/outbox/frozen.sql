-- What is left to send of the set that was frozen, in the order in which it was done.
SELECT seq, change, bytes FROM outbox
 WHERE sync_id = :sync AND receipt IS NULL AND seq > :after
 ORDER BY seq LIMIT :most;
