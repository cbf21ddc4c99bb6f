-- Every dashboard: of the whole campaign first, then of its areas.
SELECT d.id, d.facts,
       (SELECT a.facts ->> '$.name' FROM record a WHERE a.kind = 'area' AND NOT a.removed AND a.facts ->> '$.key' = d.facts ->> '$.area' LIMIT 1)
         AS area_name,
       (SELECT c.facts ->> '$.name' FROM record c
         WHERE c.kind = 'campaign' AND NOT c.removed AND c.facts ->> '$.key' = d.facts ->> '$.campaign' LIMIT 1) AS campaign_name
  FROM record d
 WHERE d.kind = 'dashboard' AND NOT d.removed AND (:id IS NULL OR d.id = :id)
 ORDER BY campaign_name, d.facts ->> '$.campaign', d.facts ->> '$.place', d.facts ->> '$.key', d.facts ->> '$.area' IS NOT NULL, area_name;
