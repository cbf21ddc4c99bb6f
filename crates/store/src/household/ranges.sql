-- How far is near, in the areas of the campaigns that say it.
SELECT a.facts ->> '$.key' AS area, CAST(c.facts ->> '$.nearby_metres' AS REAL) AS metres
  FROM record c
  JOIN record a ON a.kind = 'area' AND a.removed = 0 AND a.facts ->> '$.campaign' = c.facts ->> '$.key'
 WHERE c.kind = 'campaign' AND c.removed = 0 AND c.facts ->> '$.nearby_metres' IS NOT NULL;
