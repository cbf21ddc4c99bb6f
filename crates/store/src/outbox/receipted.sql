SELECT change_id FROM outbox WHERE receipt IS NOT NULL ORDER BY seq;
