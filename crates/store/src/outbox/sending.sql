UPDATE outbox SET sent_at = :at WHERE change_id = :change_id AND receipt IS NULL;
