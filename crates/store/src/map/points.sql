-- map/points.sql: households of an area that have a place, and whether an entry was made about them.
SELECT household.id AS household,
       household.facts ->> '$.head' AS head,
       household.facts ->> '$.members' AS members,
       household.facts ->> '$.address' AS address,
       CAST(household.facts ->> '$.longitude' AS REAL) AS longitude,
       CAST(household.facts ->> '$.latitude' AS REAL) AS latitude,
       CAST(household.facts ->> '$.accuracy' AS REAL) AS accuracy,
       household.facts ->> '$.registration' AS registration,
       household.facts ->> '$.at' AS at,
       EXISTS (SELECT 1 FROM record v WHERE v.household = household.id AND v.kind = 'entry' AND v.removed = 0) AS done
  FROM record AS household
 WHERE household.kind = 'household' AND household.removed = 0 AND household.facts ->> '$.area' = :area
   AND household.facts ->> '$.longitude' IS NOT NULL AND household.facts ->> '$.latitude' IS NOT NULL
 ORDER BY household.facts ->> '$.registration', household.id;
