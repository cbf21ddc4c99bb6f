SELECT r.id FROM child_search s JOIN record r ON r.place = s.rowid WHERE r.removed = 0 ORDER BY s.family, s.given LIMIT :most;
