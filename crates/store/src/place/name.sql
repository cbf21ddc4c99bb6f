SELECT coalesce((SELECT facts ->> '$.name' FROM record WHERE school = :urn AND kind = 'location' LIMIT 1),
                (SELECT name FROM scope WHERE scope = 'school:' || :urn)) AS name;
