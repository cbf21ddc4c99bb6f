-- Everything that has no receipt, as it would be sent.
SELECT change_id, change FROM outbox WHERE receipt IS NULL ORDER BY seq;
