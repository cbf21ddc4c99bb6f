SELECT count(*) AS households,
       coalesce(sum(EXISTS (SELECT 1 FROM record v WHERE v.household = r.id AND v.kind = 'entry' AND v.removed = 0)), 0) AS visited
  FROM record r
 WHERE r.kind = 'household' AND r.removed = 0 AND r.area IS NOT NULL AND (:area IS NULL OR r.area = :area);
