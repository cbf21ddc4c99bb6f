-- Nothing is on its way any more: what has no receipt waits again.
UPDATE outbox SET sent_at = NULL WHERE receipt IS NULL AND sent_at IS NOT NULL;
