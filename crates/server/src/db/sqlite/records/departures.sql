SELECT kind, id, sequence, removed FROM departure
 WHERE organisation = :org AND scope = :scope AND sequence > :after
 ORDER BY sequence LIMIT :most;
