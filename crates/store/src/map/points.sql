-- map/points.sql: households of an area that have a place, and whether somebody made an entry there today. The entries of the
-- day are gathered once, not for each household.
WITH visited (household) AS (
  SELECT DISTINCT entry.facts ->> '$.household' FROM record AS entry
   WHERE entry.kind = 'entry' AND entry.removed = 0 AND substr(entry.facts ->> '$.at', 1, 10) = :today
)
SELECT household.id AS household,
       household.facts ->> '$.head' AS head,
       household.facts ->> '$.members' AS members,
       household.facts ->> '$.address' AS address,
       CAST(household.facts ->> '$.longitude' AS REAL) AS longitude,
       CAST(household.facts ->> '$.latitude' AS REAL) AS latitude,
       CAST(household.facts ->> '$.accuracy' AS REAL) AS accuracy,
       household.facts ->> '$.registration' AS registration,
       household.facts ->> '$.at' AS at,
       household.id IN (SELECT visited.household FROM visited WHERE visited.household IS NOT NULL) AS done
  FROM record AS household
 WHERE household.kind = 'household' AND household.removed = 0 AND household.facts ->> '$.area' = :area
   AND household.facts ->> '$.longitude' IS NOT NULL AND household.facts ->> '$.latitude' IS NOT NULL
 ORDER BY household.facts ->> '$.registration', household.id;
