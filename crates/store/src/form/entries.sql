-- Entries, newest first; with about whom they are and the form they were made with, where those are here, and how far the last change
-- of this device is.
SELECT e.id, e.facts ->> '$.form' AS form, e.facts ->> '$.version' AS version, e.facts ->> '$.sha256' AS sha256,
       e.facts ->> '$.at' AS at, e.household, e.individual, e.area,
       e.facts -> '$.data' AS data,
       i.facts ->> '$.given_name' AS given_name, i.facts ->> '$.family_name' AS family_name,
       h.id IS NOT NULL AS at_home, h.facts ->> '$.head' AS head, h.facts ->> '$.address' AS address,
       coalesce(e.facts ->> '$.registration', o.receipt ->> '$.registration') AS registration,
       coalesce((SELECT f.facts -> '$.title' FROM record f WHERE f.kind = 'form' AND f.facts ->> '$.sha256' = e.facts ->> '$.sha256' LIMIT 1),
                (SELECT title FROM draft_form WHERE sha256 = e.facts ->> '$.sha256'), '{}') AS title,
       o.receipt, o.sent_at IS NOT NULL AS sending, o.change_id IS NOT NULL AS ours,
       (SELECT t.facts FROM record t WHERE t.change_id = o.change_id AND t.kind = 'ticket' LIMIT 1) AS ticket
  FROM record e
  LEFT JOIN record i ON i.kind = 'individual' AND i.id = e.individual
  LEFT JOIN record h ON h.kind = 'household' AND h.id = e.household
  LEFT JOIN outbox o ON o.kind = 'entry' AND o.record = e.id
                    AND o.revision = (SELECT max(l.revision) FROM outbox l WHERE l.kind = 'entry' AND l.record = e.id)
 WHERE e.kind = 'entry' AND NOT e.removed
   AND (:id IS NULL OR e.id = :id)
   AND (:household IS NULL OR e.household = :household)
   AND (:area IS NULL OR e.area = :area)
   AND (:individual IS NULL OR e.individual = :individual)
 ORDER BY e.facts ->> '$.at' DESC, e.id DESC
 LIMIT 1000;
