SELECT count(*) FROM outbox WHERE sync_id = :sync AND receipt IS NULL;
