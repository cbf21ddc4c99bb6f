SELECT value FROM pool_id WHERE organisation = :org AND record = :record;
