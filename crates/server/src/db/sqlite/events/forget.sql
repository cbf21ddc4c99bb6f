DELETE FROM event_request WHERE organisation = :org AND day < :before;
