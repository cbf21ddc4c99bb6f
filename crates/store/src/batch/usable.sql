-- Not archived, not out of date; the one that runs out first stands first.
SELECT id, facts, EXISTS (SELECT 1 FROM outbox o WHERE o.kind = r.kind AND o.record = r.id AND o.receipt IS NULL) AS unsent
  FROM record r
 WHERE kind = 'batch' AND removed = 0 AND facts ->> '$.programme' = :programme
   AND facts ->> '$.expiry' >= :today AND coalesce(facts ->> '$.archived', 0) = 0
 ORDER BY facts ->> '$.expiry', facts ->> '$.number';
