-- Children and what decides where they stand. `c` is the child, `r` herself and all that is of her.
SELECT r.kind, r.child, r.facts
  FROM record c JOIN record r ON r.child = c.id
 WHERE c.kind = 'child' AND c.removed = 0 AND r.removed = 0
   AND (r.kind IN ('child', 'consent', 'triage', 'vaccination') OR (r.kind = 'attendance' AND r.facts ->> '$.date' = :today))
