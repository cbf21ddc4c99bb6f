-- map/set_about.sql: a line that the file says of itself; the last word holds.
INSERT OR REPLACE INTO metadata (name, value) VALUES (:name, :value);
