SELECT sequence, origin, received_at, outcome, ticket, reason, time_suspect, change,
       (SELECT number FROM registration WHERE registration.organisation = :org AND registration.record = change_log.record) AS registration
  FROM change_log
 WHERE organisation = :org AND change_id = :change_id;
