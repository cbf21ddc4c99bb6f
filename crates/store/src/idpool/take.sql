-- The next free id is hers. It is on the disk together with the registration that uses it, or not at all.
UPDATE pool_id SET record = :record, used_at = :at
 WHERE place = (SELECT place FROM pool_id WHERE record IS NULL ORDER BY place LIMIT 1)
RETURNING value;
