SELECT count, sum FROM scope_digest WHERE organisation = :org AND scope = :scope;
