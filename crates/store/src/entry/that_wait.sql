 WHERE o.receipt IS NULL ORDER BY o.seq;
