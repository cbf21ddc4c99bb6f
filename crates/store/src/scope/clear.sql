DELETE FROM scope WHERE scope = :scope;
