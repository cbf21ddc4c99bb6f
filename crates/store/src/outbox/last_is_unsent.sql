SELECT receipt IS NULL AND sent_at IS NULL FROM outbox
 WHERE kind = :kind AND record = :record ORDER BY revision DESC LIMIT 1;
