-- A record with what the rules that write must know of it. `needed`: of a child who moved away, her name stays while
-- anything about her is unsent.
SELECT place, scope, facts, removed, base_version, seen_version, mark IS NOT NULL AS marked, generation,
       EXISTS (SELECT 1 FROM outbox o WHERE o.kind = r.kind AND o.record = r.id AND o.receipt IS NULL) AS pending,
       EXISTS (SELECT 1 FROM outbox o WHERE o.kind = r.kind AND o.record = r.id AND o.receipt IS NULL)
         OR (r.kind = 'child' AND EXISTS (SELECT 1 FROM outbox o WHERE o.child = r.id AND o.receipt IS NULL)) AS needed
  FROM record r
 WHERE kind = :kind AND id = :id;
