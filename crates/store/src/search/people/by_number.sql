SELECT r.id
  FROM people_search s JOIN record r ON r.place = s.rowid
 WHERE s.numbers LIKE :number AND r.removed = 0 AND (:area IS NULL OR r.area = :area)
 LIMIT 50;
