-- What the service gave to a record by itself was nobody's request.
SELECT count(*) FROM pool_id
 WHERE organisation = :org AND person = :person AND (:day IS NULL OR day = :day) AND request IS NOT NULL AND returned_at IS NULL;
