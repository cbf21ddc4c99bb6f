-- The first schema. Never edited once shipped: what changes comes as 0002.sql.
-- Every key begins with the organisation. Moments are RFC 3339 text with their offset; JSON is text that SQLite has checked.

CREATE TABLE organisation (
  ods           TEXT NOT NULL PRIMARY KEY CHECK (ods <> ''),
  name          TEXT NOT NULL,
  epoch         TEXT NOT NULL CHECK (epoch <> ''),
  last_sequence INTEGER NOT NULL DEFAULT 0 CHECK (last_sequence >= 0),
  last_ticket   INTEGER NOT NULL DEFAULT 0 CHECK (last_ticket >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  key          TEXT NOT NULL CHECK (key <> '' AND key NOT LIKE '% %'),
  name         TEXT NOT NULL,
  phone        TEXT,
  email        TEXT,
  PRIMARY KEY (organisation, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE app_user (
  organisation  TEXT NOT NULL REFERENCES organisation (ods),
  id            TEXT NOT NULL,
  username      TEXT NOT NULL UNIQUE CHECK (username <> ''),
  given_name    TEXT NOT NULL,
  family_name   TEXT NOT NULL,
  role          TEXT NOT NULL CHECK (role IN ('nurse', 'healthcare_assistant', 'prescriber', 'administrator', 'support')),
  password_hash TEXT NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  PRIMARY KEY (organisation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_member (
  organisation TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  team         TEXT NOT NULL,
  PRIMARY KEY (organisation, user_id, team),
  FOREIGN KEY (organisation, user_id) REFERENCES app_user (organisation, id),
  FOREIGN KEY (organisation, team) REFERENCES team (organisation, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_school (
  organisation TEXT NOT NULL,
  team         TEXT NOT NULL,
  urn          TEXT NOT NULL CHECK (urn <> ''),
  PRIMARY KEY (organisation, team, urn),
  FOREIGN KEY (organisation, team) REFERENCES team (organisation, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  organisation  TEXT NOT NULL,
  id            TEXT NOT NULL,
  user_id       TEXT NOT NULL,
  name          TEXT NOT NULL,
  platform      TEXT NOT NULL,
  app_version   TEXT NOT NULL,
  registered_at TEXT NOT NULL,
  seen_at       TEXT NOT NULL,
  seen_seconds  INTEGER NOT NULL,
  unsent        INTEGER NOT NULL CHECK (unsent >= 0),
  drift_seconds INTEGER NOT NULL,
  blocked       INTEGER NOT NULL CHECK (blocked IN (0, 1)),
  levers        TEXT CHECK (levers IS NULL OR json_valid(levers)),
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, user_id) REFERENCES app_user (organisation, id)
) STRICT, WITHOUT ROWID;

-- A person's time on a device. Ending it makes all of its tokens worthless.
CREATE TABLE sign_in (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  id           TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  device       TEXT NOT NULL,
  opened_at    TEXT NOT NULL,
  ended        INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1)),
  PRIMARY KEY (organisation, id)
) STRICT, WITHOUT ROWID;

-- Only hashes: whoever reads this table cannot sign in.
CREATE TABLE token (
  organisation TEXT NOT NULL,
  hash         BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  sign_in      TEXT NOT NULL,
  what_for     TEXT NOT NULL CHECK (what_for IN ('access', 'refresh')),
  expires      INTEGER NOT NULL,
  spent        INTEGER NOT NULL DEFAULT 0 CHECK (spent IN (0, 1)),
  PRIMARY KEY (organisation, hash),
  FOREIGN KEY (organisation, sign_in) REFERENCES sign_in (organisation, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX token_by_expiry ON token (expires);

-- Every change that ever arrived, in the service's order. The source of everything below it.
CREATE TABLE change_log (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  sequence     INTEGER NOT NULL CHECK (sequence > 0),
  change_id    TEXT NOT NULL,
  kind         TEXT NOT NULL,
  record       TEXT NOT NULL,
  revision     INTEGER NOT NULL,
  device       TEXT NOT NULL,
  person       TEXT NOT NULL,
  origin       TEXT NOT NULL CHECK (origin IN ('field', 'import', 'support', 'service')),
  received_at  TEXT NOT NULL,
  outcome      TEXT NOT NULL CHECK (outcome IN ('stored', 'already_have', 'merged', 'with_support')),
  ticket       TEXT CHECK ((ticket IS NOT NULL) = (outcome = 'with_support')),
  reason       TEXT CHECK ((reason IS NOT NULL) = (outcome = 'with_support')),
  change       TEXT NOT NULL CHECK (json_valid(change)),
  PRIMARY KEY (organisation, sequence),
  UNIQUE (organisation, change_id)
) STRICT;
CREATE INDEX change_log_by_ticket ON change_log (organisation, ticket, sequence) WHERE ticket IS NOT NULL;
CREATE INDEX change_log_by_record ON change_log (organisation, record, sequence);

CREATE TRIGGER change_log_is_never_altered BEFORE UPDATE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is only ever added to'); END;
CREATE TRIGGER change_log_is_never_emptied BEFORE DELETE ON change_log
BEGIN SELECT RAISE(ABORT, 'the change log is only ever added to'); END;

-- Records as they are now.
CREATE TABLE record (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  kind         TEXT NOT NULL,
  id           TEXT NOT NULL,
  scope        TEXT NOT NULL CHECK (scope = 'reference' OR scope LIKE 'team:_%' OR scope LIKE 'school:_%'),
  version      INTEGER NOT NULL CHECK (version > 0),
  child        TEXT,
  removed      INTEGER NOT NULL CHECK (removed IN (0, 1)),
  facts        TEXT NOT NULL CHECK (json_valid(facts)),
  marks        TEXT NOT NULL CHECK (json_valid(marks)),
  PRIMARY KEY (organisation, kind, id)
) STRICT;
CREATE UNIQUE INDEX record_in_order ON record (organisation, scope, version) WHERE removed = 0;
CREATE INDEX record_by_child ON record (organisation, child) WHERE child IS NOT NULL;

-- What was in a scope and is not any more.
CREATE TABLE departure (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  scope        TEXT NOT NULL,
  kind         TEXT NOT NULL,
  id           TEXT NOT NULL,
  sequence     INTEGER NOT NULL CHECK (sequence > 0),
  removed      INTEGER NOT NULL CHECK (removed IN (0, 1)),
  PRIMARY KEY (organisation, scope, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX departure_in_order ON departure (organisation, scope, sequence);

CREATE TABLE scope_digest (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  scope        TEXT NOT NULL,
  count        INTEGER NOT NULL CHECK (count >= 0),
  sum          INTEGER NOT NULL CHECK (sum >= 0),
  PRIMARY KEY (organisation, scope)
) STRICT, WITHOUT ROWID;

-- What waits for a person at support, or was decided by one. The changes themselves stand in the log.
CREATE TABLE ticket (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  number       TEXT NOT NULL,
  id           TEXT NOT NULL,
  scope        TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('open', 'took_device', 'kept_service')),
  kind         TEXT NOT NULL,
  record       TEXT NOT NULL,
  device       TEXT NOT NULL,
  person       TEXT NOT NULL,
  held_version INTEGER,
  held         TEXT CHECK (held IS NULL OR json_valid(held)),
  clashes      TEXT NOT NULL CHECK (json_valid(clashes)),
  faults       TEXT NOT NULL CHECK (json_valid(faults)),
  doubles      TEXT NOT NULL CHECK (json_valid(doubles)),
  unreadable   TEXT,
  decided_by   TEXT CHECK (decided_by IS NULL OR state <> 'open'),
  ticket       TEXT NOT NULL CHECK (json_valid(ticket)),
  PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_by_state ON ticket (organisation, state, number);
CREATE INDEX ticket_by_device ON ticket (organisation, device, number);
CREATE INDEX ticket_that_waits ON ticket (organisation, kind, record, device) WHERE state = 'open';

CREATE TABLE upload (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  id           TEXT NOT NULL,
  device       TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes        INTEGER NOT NULL CHECK (bytes >= 0),
  stage        TEXT NOT NULL CHECK (stage IN ('whole', 'received', 'applying', 'done')),
  lines        INTEGER NOT NULL CHECK (lines >= 0),
  taken        INTEGER NOT NULL CHECK (taken BETWEEN 0 AND lines),
  at           TEXT NOT NULL,
  PRIMARY KEY (organisation, id),
  UNIQUE (organisation, device, sha256),
  CHECK (stage <> 'done' OR taken = lines)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_by_file ON upload (organisation, sha256);
CREATE INDEX upload_unfinished ON upload (stage) WHERE stage IN ('received', 'applying');

-- Which changes came in which upload.
CREATE TABLE upload_change (
  organisation TEXT NOT NULL,
  upload       TEXT NOT NULL,
  place        INTEGER NOT NULL,
  change_id    TEXT NOT NULL,
  repeated     INTEGER NOT NULL CHECK (repeated IN (0, 1)),
  PRIMARY KEY (organisation, upload, place),
  FOREIGN KEY (organisation, upload) REFERENCES upload (organisation, id),
  FOREIGN KEY (organisation, change_id) REFERENCES change_log (organisation, change_id)
) STRICT, WITHOUT ROWID;

-- Lines that are no change at all: kept under their ticket.
CREATE TABLE upload_unreadable (
  organisation TEXT NOT NULL,
  upload       TEXT NOT NULL,
  place        INTEGER NOT NULL,
  line         INTEGER NOT NULL,
  ticket       TEXT NOT NULL,
  PRIMARY KEY (organisation, upload, place),
  FOREIGN KEY (organisation, upload) REFERENCES upload (organisation, id),
  FOREIGN KEY (organisation, ticket) REFERENCES ticket (organisation, number)
) STRICT, WITHOUT ROWID;
