-- Who waits longest comes first.
SELECT id, scope, device, person, held_version, held, clashes, faults, doubles, unreadable, decided_by, ticket
  FROM ticket WHERE organisation = :org AND state = 'open' ORDER BY number LIMIT :most;
