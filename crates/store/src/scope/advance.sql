UPDATE scope SET cursor = :cursor, fetched = fetched + :fetched, complete = max(complete, :last) WHERE scope = :scope;
