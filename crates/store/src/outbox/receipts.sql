SELECT receipt FROM outbox WHERE receipt IS NOT NULL ORDER BY seq;
