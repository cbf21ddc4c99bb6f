-- A child who did not arrive in this round is at another school now, or nowhere. Whether she went with the round or stays
-- for what is unsent: what stayed here about her stays no longer than that, even where it waits at support.
UPDATE record SET departed = 1
 WHERE scope = :scope AND mark IS NULL AND child IS NOT NULL
   AND (kind <> 'child' OR EXISTS (SELECT 1 FROM outbox o WHERE o.child = record.id AND o.receipt IS NULL))
   AND NOT EXISTS (SELECT 1 FROM record c WHERE c.kind = 'child' AND c.id = record.child AND (c.mark IS NOT NULL OR c.scope <> :scope));
