SELECT kind, id, scope, version, child, removed, facts, marks FROM record
 WHERE organisation = :org AND child = :child ORDER BY version;
