UPDATE sync_run SET state = :state, reference = :reference, fetched = :fetched, ended_at = :at WHERE sync_id = :sync;
