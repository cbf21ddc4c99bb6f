SELECT * FROM upload u
 WHERE u.organisation = :org AND EXISTS (SELECT 1 FROM picture_of p WHERE p.organisation = u.organisation AND p.sha256 = u.sha256)
 ORDER BY u.at, u.id;
