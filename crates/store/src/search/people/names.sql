-- Households and people with their words.
SELECT r.id, s.names
  FROM record r JOIN people_search s ON s.rowid = r.place
 WHERE r.removed = 0 AND (:area IS NULL OR r.area = :area)
