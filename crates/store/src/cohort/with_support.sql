-- Children of whom something is with support: an open ticket, or a receipt that names one which has not come down yet.
SELECT child FROM record WHERE kind = 'ticket' AND removed = 0 AND child IS NOT NULL AND facts ->> '$.state' = 'open'
UNION
SELECT child FROM outbox o
 WHERE outcome = 'with_support' AND child IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM record t WHERE t.change_id = o.change_id AND t.kind = 'ticket');
