SELECT sequence, origin, received_at, outcome, ticket, reason, time_suspect, change FROM change_log
 WHERE organisation = :org AND record = :id AND kind = :kind ORDER BY sequence;
