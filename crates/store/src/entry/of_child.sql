 WHERE o.child = :child ORDER BY o.seq DESC;
