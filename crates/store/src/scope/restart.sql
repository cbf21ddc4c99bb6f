UPDATE scope SET cursor = NULL, complete = 0, fetched = 0, generation = generation + 1 WHERE scope = :scope;
