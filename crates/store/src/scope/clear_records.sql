DELETE FROM record WHERE scope = :scope;
