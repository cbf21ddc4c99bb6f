-- Ids that people hand out in the field, and the papers by which people are known.

CREATE TABLE id_pool (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  campaign     TEXT NOT NULL,
  -- `MV-######-*`: a # for each digit, a * for the check letter.
  format       TEXT NOT NULL CHECK (format LIKE '%#%*%'),
  -- The number that is given next, and the last one there is.
  next         INTEGER NOT NULL CHECK (next >= 0),
  last         INTEGER NOT NULL CHECK (last >= next - 1),
  -- How many one person may be given in a day, and in all.
  a_day        INTEGER NOT NULL CHECK (a_day >= 0),
  in_all       INTEGER NOT NULL CHECK (in_all >= 0),
  PRIMARY KEY (organisation, campaign)
) STRICT, WITHOUT ROWID;

-- Every id that was ever given: once, to one person on one device; used by one record, for ever.
CREATE TABLE pool_id (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  value        TEXT NOT NULL,
  campaign     TEXT NOT NULL,
  number       INTEGER NOT NULL,
  -- NULL where the service gave it to a record by itself, in the place of a temporary one.
  request      TEXT,
  person       TEXT NOT NULL,
  device       TEXT NOT NULL,
  day          TEXT NOT NULL,
  given_at     TEXT NOT NULL,
  record       TEXT,
  used_at      TEXT,
  -- Its device is lost: it counts in no quota any more, and is given to nobody else.
  returned_at  TEXT,
  PRIMARY KEY (organisation, value),
  UNIQUE (organisation, campaign, number),
  UNIQUE (organisation, record),
  CHECK ((record IS NULL) = (used_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX pool_id_by_request ON pool_id (organisation, request) WHERE request IS NOT NULL;
CREATE INDEX pool_id_by_person ON pool_id (organisation, person, day);
CREATE INDEX pool_id_by_device ON pool_id (organisation, device) WHERE record IS NULL;
CREATE TRIGGER pool_id_is_used_once BEFORE UPDATE OF record ON pool_id WHEN OLD.record IS NOT NULL AND NEW.record IS NOT OLD.record
BEGIN SELECT RAISE(ABORT, 'an id from the pool is used once'); END;
CREATE TRIGGER pool_id_stays BEFORE DELETE ON pool_id
BEGIN SELECT RAISE(ABORT, 'an id from the pool is never forgotten'); END;

-- Documents of people who are registered, so that the same one is noticed.
CREATE TABLE document (
  organisation TEXT NOT NULL,
  scheme       TEXT NOT NULL,
  value        TEXT NOT NULL,
  record       TEXT NOT NULL,
  PRIMARY KEY (organisation, scheme, value, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_by_record ON document (organisation, record);
