INSERT INTO used (what, ms, day) VALUES (:what, :ms, :day);
