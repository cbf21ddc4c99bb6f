SELECT revision FROM outbox WHERE change_id = :change_id;
