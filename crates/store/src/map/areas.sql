-- map/areas.sql: the areas that this person was given, as their records say.
SELECT area.facts ->> '$.key' AS key,
       area.facts ->> '$.name' AS name,
       CAST(area.facts ->> '$.west' AS REAL) AS west,
       CAST(area.facts ->> '$.south' AS REAL) AS south,
       CAST(area.facts ->> '$.east' AS REAL) AS east,
       CAST(area.facts ->> '$.north' AS REAL) AS north,
       area.facts ->> '$.smallest_zoom' AS smallest_zoom,
       area.facts ->> '$.largest_zoom' AS largest_zoom
  FROM record AS area
  JOIN scope ON scope.scope = 'area:' || (area.facts ->> '$.key')
 WHERE area.kind = 'area' AND area.removed = 0 AND scope.leaving = 0
 ORDER BY name, key;
