SELECT total, bytes FROM sync_run WHERE sync_id = :sync;
