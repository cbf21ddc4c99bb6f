SELECT count(*) FROM pool_id WHERE organisation = :org AND campaign = :campaign AND record IS NOT NULL;
