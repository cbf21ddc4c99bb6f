SELECT p.record, p.sha256, p.device, p.named_at FROM picture_of p
 WHERE p.organisation = :org
   AND NOT EXISTS (SELECT 1 FROM upload u WHERE u.organisation = p.organisation AND u.sha256 = p.sha256)
 ORDER BY p.named_at, p.record, p.sha256 LIMIT :most;
