UPDATE pool_id SET returned_at = :at
 WHERE organisation = :org AND device = :device AND record IS NULL AND request IS NOT NULL AND returned_at IS NULL;
