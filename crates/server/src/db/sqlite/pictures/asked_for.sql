-- Of one device alone, each once, from somewhere in the circle on: where it has not got the first ones, others get their turn.
SELECT DISTINCT p.sha256 FROM picture_of p
 WHERE p.organisation = :org AND p.device = :device
   AND NOT EXISTS (SELECT 1 FROM upload u WHERE u.organisation = p.organisation AND u.sha256 = p.sha256)
 ORDER BY p.sha256 < :from, p.sha256 LIMIT :most;
