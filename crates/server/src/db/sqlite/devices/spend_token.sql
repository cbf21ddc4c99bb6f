UPDATE token SET spent = 1 WHERE organisation = :org AND hash = :hash;
