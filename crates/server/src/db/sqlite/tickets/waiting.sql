SELECT id, scope, device, person, held_version, held, clashes, faults, doubles, unreadable, decided_by, ticket
  FROM ticket WHERE organisation = :org AND kind = :kind AND record = :record AND device = :device AND state = 'open'
 ORDER BY number LIMIT 1;
