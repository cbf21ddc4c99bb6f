-- The set of this sync: everything that has no receipt now. What is recorded from here on belongs to the next.
UPDATE outbox SET sync_id = :sync WHERE receipt IS NULL;
