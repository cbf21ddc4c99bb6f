INSERT INTO audit_line (organisation, seq, at, actor, person, device, action, scope, children, counted, detail, previous, hash)
VALUES (:org, :seq, :at, :actor, :person, :device, :action, :scope, :children, :counted, :detail, :previous, :hash);
