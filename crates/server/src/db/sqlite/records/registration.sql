SELECT number FROM registration WHERE organisation = :org AND record = :record;
