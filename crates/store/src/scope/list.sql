SELECT scope, name, about, cursor, complete, leaving, fetched FROM scope;
