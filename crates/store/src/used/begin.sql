UPDATE used SET request = :request WHERE place IN (SELECT place FROM used ORDER BY place LIMIT :most);
