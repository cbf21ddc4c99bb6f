-- The areas this device was given, each with its campaign where that has arrived, and the documents that people have there.
SELECT substr(s.scope, 6) AS key, s.name, a.facts ->> '$.campaign' AS campaign, coalesce(c.facts -> '$.documents', '[]') AS documents
  FROM scope s
  LEFT JOIN record a ON a.kind = 'area' AND NOT a.removed AND a.facts ->> '$.key' = substr(s.scope, 6)
  LEFT JOIN record c ON c.kind = 'campaign' AND NOT c.removed AND c.facts ->> '$.key' = a.facts ->> '$.campaign'
 WHERE s.scope LIKE 'area:%' AND NOT s.leaving
 GROUP BY s.scope
 ORDER BY s.name, key;
