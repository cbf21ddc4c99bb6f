-- What was used and how long it took, added up by day. Of whom, and on which device, is not kept.

CREATE TABLE event_count (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  day          TEXT NOT NULL,
  what         TEXT NOT NULL,
  times        INTEGER NOT NULL CHECK (times > 0),
  ms_in_all    INTEGER NOT NULL CHECK (ms_in_all >= 0),
  ms_most      INTEGER NOT NULL CHECK (ms_most >= 0),
  PRIMARY KEY (organisation, day, what)
) STRICT, WITHOUT ROWID;

-- Requests that were counted, so that none is counted twice; forgotten after a month.
CREATE TABLE event_request (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  request      TEXT NOT NULL,
  day          TEXT NOT NULL,
  dropped      INTEGER NOT NULL CHECK (dropped >= 0),
  PRIMARY KEY (organisation, request)
) STRICT, WITHOUT ROWID;
