SELECT d.id, d.sha256, d.answers, d.page, d.household, d.individual, d.area, d.begun_at, coalesce(d.changed_at, d.begun_at) AS changed_at,
       f.form, f.version, f.title
  FROM draft d JOIN draft_form f USING (sha256)
 WHERE d.discarded_at IS NULL AND (d.id = :id OR (:id IS NULL AND d.changed_at IS NOT NULL))
 ORDER BY d.changed_at DESC;
