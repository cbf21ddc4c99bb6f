-- A record made here. The service does not hold it yet: no version, no mark. It belongs to the round of fetching that is
-- going on, so that the end of that round does not take it for something the service no longer holds; and about a child who
-- has moved away it stays no longer than she does.
INSERT INTO record (kind, id, scope, facts, generation, departed)
VALUES (:kind, :id, :scope, :facts, coalesce((SELECT generation FROM scope WHERE scope = :scope), 0),
        coalesce((SELECT departed FROM record WHERE kind = 'child' AND id = :child), 0));
