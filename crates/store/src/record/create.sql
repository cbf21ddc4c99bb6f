-- A record made here. The service does not hold it yet: no version, no mark. It belongs to the round of fetching that is
-- going on, so that the end of that round does not take it for something the service no longer holds.
INSERT INTO record (kind, id, scope, facts, generation)
VALUES (:kind, :id, :scope, :facts, coalesce((SELECT generation FROM scope WHERE scope = :scope), 0));
