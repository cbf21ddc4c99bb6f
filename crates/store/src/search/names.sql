-- Children and their words, family name first.
SELECT r.id, s.family || ' ' || s.given || ' ' || s.preferred AS names
  FROM record r JOIN child_search s ON s.rowid = r.place
 WHERE r.removed = 0
