-- A change with what a person needs to know it by. What the change does not say again (an edit of the notes does not repeat
-- the programme) is taken from the record as it is now.
SELECT o.change_id, o.kind, o.record, o.child, o.school, o.area, o.made_on, o.receipt,
       o.sent_at IS NOT NULL AS sending,
       o.change ->> '$.verb' AS verb,
       o.change ->> '$.made.at' AS at,
       coalesce(o.change ->> '$.facts.programme', r.facts ->> '$.programme') AS programme,
       CASE o.kind WHEN 'vaccination' THEN coalesce(o.change ->> '$.facts.outcome', r.facts ->> '$.outcome')
                   WHEN 'consent' THEN coalesce(o.change ->> '$.facts.response', r.facts ->> '$.response')
                   WHEN 'attendance' THEN coalesce(o.change ->> '$.facts.status', r.facts ->> '$.status')
                   WHEN 'triage' THEN coalesce(o.change ->> '$.facts.status', r.facts ->> '$.status')
                   WHEN 'batch' THEN coalesce(o.change ->> '$.facts.number', r.facts ->> '$.number')
                   WHEN 'entry' THEN coalesce(o.change ->> '$.facts.form', r.facts ->> '$.form') END AS detail,
       c.facts ->> '$.given_name' AS given_name, c.facts ->> '$.family_name' AS family_name,
       coalesce((SELECT l.facts ->> '$.name' FROM record l WHERE l.school = o.school AND l.kind = 'location' LIMIT 1),
                (SELECT s.name FROM scope s WHERE s.scope = 'school:' || o.school), o.school) AS school_name,
       coalesce((SELECT s.name FROM scope s WHERE s.scope = 'area:' || o.area), o.area) AS area_name,
       (SELECT trim(p.facts ->> '$.given_name' || ' ' || coalesce(p.facts ->> '$.family_name', ''))
          FROM record p WHERE p.kind = 'individual' AND p.id = r.individual) AS individual_name,
       (SELECT h.facts ->> '$.head' FROM record h WHERE h.kind = 'household' AND h.id = r.household) AS household_head,
       (SELECT t.facts FROM record t WHERE t.change_id = o.change_id AND t.kind = 'ticket' LIMIT 1) AS ticket,
       o.change ->> '$.base' IS NOT NULL
         OR EXISTS (SELECT 1 FROM outbox e WHERE e.kind = o.kind AND e.record = o.record AND e.revision < o.revision
                                             AND e.receipt IS NOT NULL AND e.sync_id IS NOT o.sync_id) AS held_before,
       o.change ->> '$.verb' = 'remove' AND o.receipt IS NULL AND o.sent_at IS NULL AND coalesce(r.removed, 0) = 1
         AND NOT EXISTS (SELECT 1 FROM outbox l WHERE l.kind = o.kind AND l.record = o.record AND l.revision > o.revision) AS can_undo
  FROM outbox o
  LEFT JOIN record r ON r.kind = o.kind AND r.id = o.record
  LEFT JOIN record c ON c.kind = 'child' AND c.id = o.child
