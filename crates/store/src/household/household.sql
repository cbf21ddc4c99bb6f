-- A household with what a list says of it. What concerns who lives there concerns it too. It was visited where an entry was made
-- about it: an area belongs to one campaign, so this is the campaign's visit, on whatever day and by whomever.
SELECT r.id, r.facts,
       coalesce((SELECT s.name FROM scope s WHERE s.scope = 'area:' || r.area), r.area) AS area_name,
       (SELECT count(*) FROM record i WHERE i.kind = 'individual' AND i.household = r.id AND i.removed = 0
                                        AND i.facts ->> '$.duplicate_of' IS NULL) AS registered,
       EXISTS (SELECT 1 FROM record v WHERE v.household = r.id AND v.kind = 'entry' AND v.removed = 0) AS visited,
       EXISTS (SELECT 1 FROM record m JOIN outbox o ON o.kind = m.kind AND o.record = m.id AND o.receipt IS NULL
                WHERE m.household = r.id) AS unsent,
       EXISTS (SELECT 1 FROM record m JOIN outbox o ON o.kind = m.kind AND o.record = m.id AND o.outcome = 'with_support'
                 LEFT JOIN record t ON t.kind = 'ticket' AND t.change_id = o.change_id
                WHERE m.household = r.id AND coalesce(t.facts ->> '$.state', 'open') = 'open') AS with_support
  FROM record r
