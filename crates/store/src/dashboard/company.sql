-- What is unsent, and whatever is about the same households and people: whether somebody was visited before decides whether she
-- counts now. Each as it is here, and as the service has it.
WITH unsent AS (SELECT DISTINCT kind, record FROM outbox WHERE receipt IS NULL AND kind IN ('household', 'individual', 'entry')),
     mine AS (SELECT r.place, r.household, r.individual, r.base_facts FROM unsent u JOIN record r ON r.kind = u.kind AND r.id = u.record),
     touched (id) AS (
       SELECT household FROM mine
        UNION SELECT individual FROM mine
        UNION SELECT base_facts ->> '$.household' FROM mine
        UNION SELECT base_facts ->> '$.individual' FROM mine),
     company (place) AS (
       SELECT place FROM mine
        UNION SELECT r.place FROM touched t JOIN record r ON r.household = t.id
        UNION SELECT r.place FROM touched t JOIN record r ON r.individual = t.id)
SELECT r.kind, r.id, r.facts, r.removed, r.base_facts, r.base_version, r.base_removed,
       EXISTS (SELECT 1 FROM unsent u WHERE u.kind = r.kind AND u.record = r.id) AS unsent,
       EXISTS (SELECT 1 FROM outbox o WHERE o.kind = r.kind AND o.record = r.id AND o.outcome = 'with_support') AS with_support
  FROM company c JOIN record r ON r.place = c.place;
