INSERT INTO ticket (organisation, number, id, scope, state, kind, record, device, person, held_version, held, clashes, faults, doubles, unreadable, decided_by, ticket)
VALUES (:org, :number, :id, :scope, :state, :kind, :record, :device, :person, :held_version, :held, :clashes, :faults, :doubles, :unreadable, :decided_by, :ticket)
    ON CONFLICT (organisation, number) DO UPDATE
       SET scope = excluded.scope, state = excluded.state, decided_by = excluded.decided_by, ticket = excluded.ticket;
