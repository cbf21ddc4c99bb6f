-- Records that had moved away and stayed only for what was unsent.
DELETE FROM record
 WHERE departed = 1
   AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = record.kind AND o.record = record.id AND o.receipt IS NULL)
   AND NOT (kind = 'child' AND EXISTS (SELECT 1 FROM outbox o WHERE o.child = record.id AND o.receipt IS NULL));
