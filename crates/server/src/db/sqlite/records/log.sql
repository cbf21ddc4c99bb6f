INSERT INTO change_log (organisation, sequence, change_id, kind, record, revision, device, person, origin, received_at, outcome, ticket, reason, time_suspect, change)
VALUES (:org, :sequence, :change_id, :kind, :record, :revision, :device, :person, :origin, :received_at, :outcome, :ticket, :reason, :time_suspect, :change);
