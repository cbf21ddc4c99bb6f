 WHERE o.sync_id = :sync AND o.receipt IS NOT NULL ORDER BY o.seq;
