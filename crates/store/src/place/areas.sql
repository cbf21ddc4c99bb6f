-- The areas this device was given, each with its campaign where that has arrived.
SELECT substr(s.scope, 6) AS key, s.name,
       (SELECT facts ->> '$.campaign' FROM record WHERE kind = 'area' AND NOT removed AND facts ->> '$.key' = substr(s.scope, 6) LIMIT 1)
         AS campaign
  FROM scope s
 WHERE s.scope LIKE 'area:%' AND NOT s.leaving
 ORDER BY s.name, key;
