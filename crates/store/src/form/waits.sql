SELECT a.sha256, a.bytes FROM attachment a
 WHERE a.handed_in_at IS NULL AND EXISTS (SELECT 1 FROM attachment_of o WHERE o.sha256 = a.sha256)
 ORDER BY a.kept_at, a.sha256 LIMIT 1;
