SELECT sequence, origin, received_at, outcome, ticket, reason, time_suspect, change FROM change_log WHERE organisation = :org AND change_id = :change_id;
