-- Candidates: the children who share most pieces with what was typed, the rarer the piece the better.
SELECT r.id, s.given || ' ' || s.family || ' ' || s.preferred AS names
  FROM (SELECT rowid, rank, given, family, preferred FROM child_search WHERE child_search MATCH :pieces) s
  JOIN record r ON r.place = s.rowid
 WHERE r.removed = 0 AND (:school IS NULL OR r.school = :school)
 ORDER BY s.rank, s.family, s.given LIMIT 300;
