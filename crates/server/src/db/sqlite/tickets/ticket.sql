SELECT id, scope, device, person, held_version, held, clashes, faults, doubles, unreadable, decided_by, ticket
  FROM ticket WHERE organisation = :org AND number = :number;
