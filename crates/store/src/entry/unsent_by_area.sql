SELECT o.area, count(*) AS changes, count(DISTINCT r.household) AS households
  FROM outbox o LEFT JOIN record r ON r.kind = o.kind AND r.id = o.record
 WHERE o.receipt IS NULL AND o.area IS NOT NULL GROUP BY o.area;
