-- What a restored service has forgotten belongs to the sync that found it out: its account must count it.
UPDATE sync_run SET total = total + :more WHERE sync_id = :sync;
