-- What did not arrive in this round is no longer at the service. Two things stay all the same: what is unsent, and what
-- waits at support, which the service has but does not hold as a record yet. Once support has decided, it waits no more.
DELETE FROM record
 WHERE scope = :scope AND generation < (SELECT generation FROM scope WHERE scope = :scope)
   AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = record.kind AND o.record = record.id
                                            AND (o.receipt IS NULL OR (o.outcome = 'with_support'
                                                 AND NOT EXISTS (SELECT 1 FROM record t WHERE t.kind = 'ticket'
                                                                  AND t.facts ->> '$.number' = o.receipt ->> '$.ticket'
                                                                  AND t.facts ->> '$.state' <> 'open'))))
   AND NOT (kind = 'child' AND EXISTS (SELECT 1 FROM outbox o WHERE o.child = record.id AND o.receipt IS NULL));
