SELECT kind, id, version, facts FROM record
 WHERE organisation = :org AND scope = :scope AND removed = 0 AND version > :after
 ORDER BY version LIMIT :most;
