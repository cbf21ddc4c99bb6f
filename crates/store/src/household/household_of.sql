 WHERE r.kind = 'household' AND r.removed = 0 AND r.area IS NOT NULL AND (:area IS NULL OR r.area = :area)
   AND NOT (:to_visit AND EXISTS (SELECT 1 FROM record v WHERE v.household = r.id AND v.kind = 'entry' AND v.removed = 0))
 ORDER BY r.facts ->> '$.head' IS NULL, r.facts ->> '$.head' COLLATE NOCASE, r.facts ->> '$.address' COLLATE NOCASE, r.id
 LIMIT :most;
