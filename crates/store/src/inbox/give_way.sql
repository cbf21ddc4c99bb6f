-- Support kept what the service held. The change itself stays in the outbox, for the account; what is shown is the base.
-- A record that the service never held is shown no longer.
UPDATE record
   SET facts = coalesce(base_facts, facts), base_facts = NULL, seen_version = base_version,
       removed = CASE WHEN base_version IS NULL THEN 1 ELSE base_removed END
 WHERE (kind, id) = (SELECT kind, record FROM outbox WHERE change_id = :change_id)
   AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = record.kind AND o.record = record.id AND o.receipt IS NULL);
