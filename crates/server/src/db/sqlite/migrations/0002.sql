-- The audit trail, when a change's clock is in doubt, and which tokens came from which.

-- Who did what with whose record. One chain an organisation: each line carries the hash of the one before it.
CREATE TABLE audit_line (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  seq          INTEGER NOT NULL CHECK (seq > 0),
  at           TEXT NOT NULL,
  actor        TEXT NOT NULL CHECK (actor IN ('person', 'support', 'cli', 'service')),
  person       TEXT CHECK ((person IS NOT NULL) = (actor IN ('person', 'support'))),
  device       TEXT,
  action       TEXT NOT NULL CHECK (action <> ''),
  scope        TEXT,
  children     BLOB NOT NULL CHECK (length(children) % 16 = 0),
  counted      INTEGER NOT NULL CHECK (counted >= length(children) / 16),
  detail       TEXT NOT NULL,
  previous     BLOB NOT NULL CHECK (length(previous) = 32),
  hash         BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (organisation, seq)
) STRICT;

CREATE TRIGGER audit_line_is_never_altered BEFORE UPDATE ON audit_line
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;
CREATE TRIGGER audit_line_is_never_removed BEFORE DELETE ON audit_line
BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;

-- Why the device's own time of a change is doubted. The change is taken all the same.
ALTER TABLE change_log ADD COLUMN time_suspect TEXT CHECK (time_suspect IN ('ahead', 'long_ago', 'unmeasured'));

-- `parent`: the refresh token that this one was given for. `used`: somebody has come with it, so its reply arrived.
-- `revoked`: another pair was given in its place.
ALTER TABLE token ADD COLUMN parent BLOB CHECK (parent IS NULL OR length(parent) = 32);
ALTER TABLE token ADD COLUMN used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1));
ALTER TABLE token ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1));
CREATE INDEX token_by_parent ON token (parent) WHERE parent IS NOT NULL;
