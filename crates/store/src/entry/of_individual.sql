 WHERE r.individual = :individual ORDER BY o.seq DESC;
