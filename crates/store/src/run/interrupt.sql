UPDATE sync_run SET state = 'interrupted', ended_at = :at WHERE state = 'running';
