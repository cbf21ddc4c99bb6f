SELECT kind, id, scope, version, child, removed, facts, marks FROM record WHERE organisation = :org AND kind = :kind AND id = :id;
