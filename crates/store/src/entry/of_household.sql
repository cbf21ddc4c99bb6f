 WHERE r.household = :household ORDER BY o.seq DESC;
