SELECT generation FROM scope WHERE scope = :scope;
