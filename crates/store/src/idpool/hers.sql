SELECT value FROM pool_id WHERE record = :record;
