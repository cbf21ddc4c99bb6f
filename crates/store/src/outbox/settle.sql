-- The only statement that takes a change out of the outbox.
-- It needs the receipt, and the revision that was sent: an edit made during the sync stays.
UPDATE outbox SET receipt = :receipt, settled_at = :at
 WHERE change_id = :change_id AND revision = :revision AND receipt IS NULL;
