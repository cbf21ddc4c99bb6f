-- One letter: everybody with a name that begins so.
SELECT r.id, s.given || ' ' || s.family || ' ' || s.preferred AS names
  FROM child_search s JOIN record r ON r.place = s.rowid
 WHERE r.removed = 0 AND (:school IS NULL OR r.school = :school)
   AND (s.family LIKE :begins OR s.given LIKE :begins OR s.preferred LIKE :begins)
 ORDER BY s.family, s.given LIMIT 300;
