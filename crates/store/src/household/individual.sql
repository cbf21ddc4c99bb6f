-- A person with what a list says of her.
SELECT r.id, r.facts,
       coalesce((SELECT s.name FROM scope s WHERE s.scope = 'area:' || r.area), r.area) AS area_name,
       h.facts ->> '$.head' AS household_head, h.facts ->> '$.address' AS household_address,
       EXISTS (SELECT 1 FROM record m JOIN outbox o ON o.kind = m.kind AND o.record = m.id AND o.receipt IS NULL
                WHERE m.individual = r.id) AS unsent,
       EXISTS (SELECT 1 FROM record m JOIN outbox o ON o.kind = m.kind AND o.record = m.id AND o.outcome = 'with_support'
                 LEFT JOIN record t ON t.kind = 'ticket' AND t.change_id = o.change_id
                WHERE m.individual = r.id AND coalesce(t.facts ->> '$.state', 'open') = 'open') AS with_support
  FROM record r
  LEFT JOIN record h ON h.kind = 'household' AND h.id = r.household
