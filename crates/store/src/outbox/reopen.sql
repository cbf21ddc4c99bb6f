-- The receipt no longer covers anything the service holds. It is kept, for people; the change waits again, in its old place.
UPDATE outbox
   SET past_receipts = json_insert(past_receipts, '$[#]', json(receipt)),
       receipt = NULL, settled_at = NULL, sync_id = :sync, sent_at = NULL
 WHERE change_id = :change_id AND receipt IS NOT NULL;
