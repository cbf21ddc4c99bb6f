 ORDER BY number DESC LIMIT :limit;
