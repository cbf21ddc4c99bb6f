SELECT count(*) AS changes, count(DISTINCT child) AS children, coalesce(sum(bytes), 0) AS bytes FROM outbox WHERE receipt IS NULL;
