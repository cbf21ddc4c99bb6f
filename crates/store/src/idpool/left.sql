SELECT count(*) FROM pool_id WHERE record IS NULL;
