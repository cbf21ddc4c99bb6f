-- A decision stands on the record for ever; what was sealed does not. A newer request of a device ends those that wait.
UPDATE release
   SET state = CASE state WHEN 'waiting' THEN 'over' ELSE state END, sealed_key = NULL, sealed_answer = NULL
 WHERE organisation = :org
   AND ((asked_seconds < :before AND (state = 'waiting' OR sealed_answer IS NOT NULL)) OR (device = :device AND state = 'waiting'));
