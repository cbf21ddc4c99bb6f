 WHERE sync_id = :sync;
