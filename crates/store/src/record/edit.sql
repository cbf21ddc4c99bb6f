-- What the screen shows from now on. What the service held is kept beside it, the first time it differs.
UPDATE record
   SET facts = :facts,
       base_facts = CASE WHEN base_version IS NULL THEN NULL ELSE coalesce(base_facts, facts) END
 WHERE place = :place;
