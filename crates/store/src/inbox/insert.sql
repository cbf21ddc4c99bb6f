-- New here.
INSERT INTO record (kind, id, scope, facts, base_version, seen_version, mark, generation)
VALUES (:kind, :id, :scope, :facts, :version, :version, :mark, :generation);
