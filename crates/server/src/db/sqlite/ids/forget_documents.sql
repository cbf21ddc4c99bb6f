DELETE FROM document WHERE organisation = :org AND record = :record;
