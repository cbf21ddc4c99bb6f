-- Nothing unsent is ever deleted: a scope waits while any record in it, or any change made at that school or in that area, has no receipt.
SELECT s.scope FROM scope s
 WHERE s.leaving = 1
   AND NOT EXISTS (SELECT 1 FROM outbox o LEFT JOIN record r ON r.kind = o.kind AND r.id = o.record
                    WHERE o.receipt IS NULL AND (r.scope = s.scope OR 'school:' || o.school = s.scope OR 'area:' || o.area = s.scope))
 ORDER BY s.scope;
