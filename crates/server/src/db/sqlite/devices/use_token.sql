-- Whoever comes with one of a pair has received both.
UPDATE token SET used = 1
 WHERE organisation = :org AND (hash = :hash OR parent = (SELECT parent FROM token WHERE organisation = :org AND hash = :hash)) AND revoked = 0;
