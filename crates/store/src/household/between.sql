SELECT id, area, latitude, CAST(facts ->> '$.longitude' AS REAL) AS longitude
  FROM record
 WHERE latitude BETWEEN :south AND :north AND facts ->> '$.longitude' IS NOT NULL AND removed = 0 AND (:area IS NULL OR area = :area);
