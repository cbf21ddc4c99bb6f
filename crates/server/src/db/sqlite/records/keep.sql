INSERT INTO record (organisation, kind, id, scope, version, child, removed, facts, marks)
VALUES (:org, :kind, :id, :scope, :version, :child, :removed, :facts, :marks)
    ON CONFLICT (organisation, kind, id) DO UPDATE
       SET scope = excluded.scope, version = excluded.version, child = excluded.child, removed = excluded.removed,
           facts = excluded.facts, marks = excluded.marks;
