SELECT facts ->> '$.key' AS key, facts ->> '$.name' AS name FROM record
 WHERE kind = 'area' AND NOT removed AND facts ->> '$.campaign' = :campaign;
