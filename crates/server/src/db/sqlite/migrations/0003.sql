-- What keeps a device's data safe: the key it signs with, what a team asks of it, keys released, rescue files taken in.

-- The first key that a device told. `save_device` never writes it; `tell_key` does, once.
ALTER TABLE device ADD COLUMN public_key TEXT CHECK (public_key IS NULL OR length(public_key) = 64);
ALTER TABLE device ADD COLUMN free_bytes INTEGER CHECK (free_bytes IS NULL OR free_bytes >= 0);

-- What a team asks of a device. It waits until the device proves it done, or until it is taken back.
CREATE TABLE device_order (
  organisation TEXT NOT NULL,
  id           TEXT NOT NULL,
  device       TEXT NOT NULL,
  what         TEXT NOT NULL CHECK (what IN ('lock', 'wipe')),
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'withdrawn')),
  asked_at     TEXT NOT NULL,
  asked_by     TEXT NOT NULL,
  ended_at     TEXT CHECK ((ended_at IS NULL) = (state = 'waiting')),
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, device) REFERENCES device (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_order_by_device ON device_order (organisation, device, state);

-- What was reported, word for word. One that does not verify is kept, marked, and believed in nothing.
CREATE TABLE order_report (
  organisation TEXT NOT NULL,
  device_order TEXT NOT NULL,
  place        INTEGER NOT NULL CHECK (place > 0),
  at           TEXT NOT NULL,
  by_device    TEXT NOT NULL,
  statement    TEXT,
  signature    TEXT,
  proven       INTEGER NOT NULL CHECK (proven IN (0, 1)),
  PRIMARY KEY (organisation, device_order, place),
  FOREIGN KEY (organisation, device_order) REFERENCES device_order (organisation, id)
) STRICT, WITHOUT ROWID;

-- Somebody forgot her code and asks for the key of her database. What is sealed is forgotten when the request is over.
CREATE TABLE release (
  organisation  TEXT NOT NULL,
  id            TEXT NOT NULL UNIQUE,
  user_id       TEXT NOT NULL,
  device        TEXT NOT NULL,
  words         TEXT NOT NULL,
  secret_hash   BLOB NOT NULL CHECK (length(secret_hash) = 32),
  seal_to       TEXT NOT NULL,
  sealed_key    BLOB CHECK (sealed_key IS NULL OR state = 'waiting'),
  sealed_answer BLOB CHECK (sealed_answer IS NULL OR state = 'released'),
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'released', 'refused', 'over')),
  asked_at      TEXT NOT NULL,
  asked_seconds INTEGER NOT NULL,
  decided_at    TEXT,
  decided_by    TEXT CHECK ((decided_by IS NOT NULL) = (state IN ('released', 'refused'))),
  note          TEXT,
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, device) REFERENCES device (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_by_age ON release (organisation, asked_seconds);

-- A rescue file that was taken in. The file itself stays in storage, sealed as it came.
CREATE TABLE rescue (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
  reference    TEXT NOT NULL,
  stored_under TEXT NOT NULL,
  bytes        INTEGER NOT NULL CHECK (bytes > 0),
  handed_in_by TEXT NOT NULL,
  handed_in_at TEXT NOT NULL,
  about        TEXT NOT NULL CHECK (json_valid(about)),
  signed       INTEGER NOT NULL CHECK (signed IN (0, 1)),
  outcome      TEXT NOT NULL CHECK (json_valid(outcome)),
  PRIMARY KEY (organisation, sha256),
  UNIQUE (organisation, reference)
) STRICT, WITHOUT ROWID;

-- Lines of rescue files that are no change: the same line, handed in again, keeps its ticket.
CREATE TABLE rescue_unreadable (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  device       TEXT NOT NULL,
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
  ticket       TEXT NOT NULL,
  PRIMARY KEY (organisation, device, sha256)
) STRICT, WITHOUT ROWID;
