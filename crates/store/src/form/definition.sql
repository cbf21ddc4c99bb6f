-- A form by what it is: as the service brought it, or as a draft kept it.
SELECT facts ->> '$.definition' AS definition FROM record WHERE kind = 'form' AND facts ->> '$.sha256' = :sha256
UNION ALL
SELECT definition FROM draft_form WHERE sha256 = :sha256
LIMIT 1;
