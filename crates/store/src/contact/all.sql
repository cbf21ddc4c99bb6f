SELECT c.facts ->> '$.name' AS name, c.facts ->> '$.role' AS role, c.facts ->> '$.phone' AS phone,
       coalesce((SELECT a.facts ->> '$.name' FROM record a WHERE a.kind = 'area' AND a.facts ->> '$.key' = c.facts ->> '$.area'),
                c.facts ->> '$.area') AS area
  FROM record c
 WHERE c.kind = 'contact' AND c.removed = 0
 ORDER BY coalesce(c.facts ->> '$.place', 0), c.facts ->> '$.name';
