INSERT INTO departure (organisation, scope, kind, id, sequence, removed) VALUES (:org, :scope, :kind, :id, :sequence, :removed)
    ON CONFLICT (organisation, scope, kind, id) DO UPDATE SET sequence = excluded.sequence, removed = excluded.removed;
