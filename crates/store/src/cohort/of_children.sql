   AND c.id IN (SELECT value FROM json_each(:children));
