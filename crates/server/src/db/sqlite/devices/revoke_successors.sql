UPDATE token SET revoked = 1 WHERE organisation = :org AND parent = :parent;
