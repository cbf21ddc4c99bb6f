-- What was used and how long it took: no record, nobody's id. Oldest first; what finds no room is dropped, and counted.
CREATE TABLE used (
  place   INTEGER PRIMARY KEY AUTOINCREMENT,
  what    TEXT NOT NULL,
  ms      INTEGER NOT NULL CHECK (ms >= 0),
  day     TEXT NOT NULL,
  -- The request with which it is on its way; NULL before.
  request TEXT
) STRICT;
