SELECT sequence, origin, received_at, outcome, ticket, reason, change FROM change_log
 WHERE organisation = :org AND record = :id AND kind = :kind ORDER BY sequence;
