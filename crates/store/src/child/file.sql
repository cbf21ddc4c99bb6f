SELECT kind, id, facts FROM record WHERE child = :child AND removed = 0;
