SELECT coalesce(sum(dropped), 0) AS dropped FROM event_request WHERE organisation = :org AND day >= :since;
