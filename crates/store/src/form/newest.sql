-- Of each form the version for new entries: the one published last that was not withdrawn.
SELECT facts ->> '$.form' AS form, facts ->> '$.campaign' AS campaign, facts ->> '$.version' AS version, facts ->> '$.sha256' AS sha256,
       facts -> '$.title' AS title, facts -> '$.languages' AS languages, facts ->> '$.definition' AS definition,
       (SELECT count(*) FROM draft d JOIN draft_form f USING (sha256)
         WHERE f.form = r.facts ->> '$.form' AND d.changed_at IS NOT NULL AND d.discarded_at IS NULL) AS drafts,
       (SELECT count(*) FROM record e WHERE e.kind = 'entry' AND NOT e.removed AND e.facts ->> '$.form' = r.facts ->> '$.form') AS entries
  FROM (SELECT facts, row_number() OVER (PARTITION BY facts ->> '$.form' ORDER BY facts ->> '$.published_at' DESC, id) AS age
          FROM record
         WHERE kind = 'form' AND NOT removed AND NOT coalesce(facts ->> '$.withdrawn', 0)
           AND (:form IS NULL OR facts ->> '$.form' = :form)) r
 WHERE age = 1
 ORDER BY facts ->> '$.place', form;
