SELECT seq, at, actor, person, device, action, scope, children, counted, detail, previous, hash
  FROM audit_line WHERE organisation = :org AND seq > :after ORDER BY seq LIMIT :most;
