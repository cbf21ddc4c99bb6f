-- Generated from migrations/ by a test; do not edit.

CREATE TRIGGER attachment_is_kept_once BEFORE UPDATE OF sha256, media_type, bytes ON attachment
BEGIN SELECT RAISE(ABORT, 'a picture is what its name says'); END;

CREATE TRIGGER attachment_not_handed_in_stays BEFORE DELETE ON attachment WHEN OLD.handed_in_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a picture that was not handed in is never deleted'); END;

CREATE TRIGGER change_is_written_once BEFORE UPDATE OF change_id, kind, record, revision, change ON outbox
BEGIN SELECT RAISE(ABORT, 'a change is written once'); END;

CREATE TRIGGER child_leaves_search AFTER DELETE ON record WHEN OLD.kind = 'child'
BEGIN DELETE FROM child_search WHERE rowid = OLD.place; END;

CREATE TRIGGER person_leaves_search AFTER DELETE ON record WHEN OLD.kind IN ('household', 'individual')
BEGIN DELETE FROM people_search WHERE rowid = OLD.place; END;

CREATE TRIGGER pool_id_is_used_once BEFORE UPDATE ON pool_id WHEN OLD.record IS NOT NULL OR NEW.value IS NOT OLD.value
BEGIN SELECT RAISE(ABORT, 'an id from the pool is used once'); END;

CREATE TRIGGER pool_id_stays BEFORE DELETE ON pool_id
BEGIN SELECT RAISE(ABORT, 'an id from the pool is never forgotten'); END;

CREATE TRIGGER record_with_unsent_stays BEFORE DELETE ON record
WHEN EXISTS (SELECT 1 FROM outbox WHERE outbox.kind = OLD.kind AND outbox.record = OLD.id AND outbox.receipt IS NULL)
BEGIN SELECT RAISE(ABORT, 'a record with an unsent change is never deleted'); END;

CREATE TRIGGER unsent_change_stays BEFORE DELETE ON outbox WHEN OLD.receipt IS NULL
BEGIN SELECT RAISE(ABORT, 'a change without a receipt is never deleted'); END;

CREATE TABLE asked_unit (
  unit     TEXT PRIMARY KEY,
  priority INTEGER NOT NULL,
  asked_at TEXT NOT NULL
) STRICT;

CREATE TABLE attachment (
  sha256       TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  media_type   TEXT NOT NULL,
  bytes        BLOB NOT NULL,
  kept_at      TEXT NOT NULL,
  handed_in_at TEXT
) STRICT;

CREATE TABLE attachment_of (
  record TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES attachment (sha256),
  PRIMARY KEY (record, sha256)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE child_piece USING fts5vocab (child_search, instance);

CREATE VIRTUAL TABLE child_search USING fts5 (given, family, preferred, letters, tokenize = 'trigram');

CREATE TABLE default_batch (
  day       TEXT NOT NULL,
  programme TEXT NOT NULL,
  method    TEXT NOT NULL,
  batch     TEXT NOT NULL,
  PRIMARY KEY (day, programme, method)
) STRICT;

CREATE TABLE draft (
  id           TEXT PRIMARY KEY,
  sha256       TEXT NOT NULL REFERENCES draft_form (sha256),
  answers      TEXT NOT NULL CHECK (json_type(answers) = 'object'),
  page         TEXT,
  household    TEXT,
  individual   TEXT,
  area         TEXT,
  begun_at     TEXT NOT NULL,
  -- NULL while nothing was filled in: such a one is listed nowhere.
  changed_at   TEXT,
  discarded_at TEXT
) STRICT;

CREATE TABLE draft_form (
  sha256     TEXT PRIMARY KEY,
  form       TEXT NOT NULL,
  version    TEXT NOT NULL,
  title      TEXT NOT NULL CHECK (json_valid(title)),
  definition TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id     TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,
  record        TEXT NOT NULL,
  revision      INTEGER NOT NULL CHECK (revision > 0),
  child         TEXT,
  school        TEXT,
  made_on       TEXT NOT NULL,
  change        TEXT NOT NULL CHECK (json_valid(change)),
  bytes         INTEGER NOT NULL,
  sync_id       TEXT,
  sent_at       TEXT,
  receipt       TEXT CHECK (receipt IS NULL OR json_valid(receipt)),
  settled_at    TEXT,
  past_receipts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(past_receipts)),
  outcome       TEXT GENERATED ALWAYS AS (receipt ->> '$.outcome') STORED, area TEXT,
  UNIQUE (kind, record, revision),
  CHECK ((receipt IS NULL) = (settled_at IS NULL))
) STRICT;

CREATE VIRTUAL TABLE people_piece USING fts5vocab (people_search, instance);

CREATE VIRTUAL TABLE people_search USING fts5 (names, letters, numbers, tokenize = 'trigram');

CREATE TABLE pool_id (
  place    INTEGER PRIMARY KEY,
  value    TEXT NOT NULL UNIQUE,
  block    TEXT NOT NULL,
  given_at TEXT NOT NULL,
  -- Who has it.
  record   TEXT UNIQUE,
  used_at  TEXT,
  CHECK ((record IS NULL) = (used_at IS NULL))
) STRICT;

CREATE TABLE record (
  place        INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL,
  id           TEXT NOT NULL,
  -- Where the service holds it; for a record made here, where it will. NULL where that is not known yet.
  scope        TEXT,
  -- What the screen shows.
  facts        TEXT NOT NULL CHECK (json_valid(facts)),
  removed      INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  -- What the service held when last heard. NULL facts with a version: the same as `facts`.
  base_facts   TEXT CHECK (base_facts IS NULL OR json_valid(base_facts)),
  base_version INTEGER,
  base_removed INTEGER NOT NULL DEFAULT 0 CHECK (base_removed IN (0, 1)),
  -- The service's version behind what the screen shows: the base of the next change.
  seen_version INTEGER,
  -- The record's part of the scope's sum; NULL where the service does not hold it in this scope.
  mark         INTEGER CHECK (mark IS NULL OR mark BETWEEN 0 AND 4294967295),
  -- The round of fetching in which it last arrived.
  generation   INTEGER NOT NULL DEFAULT 0,
  -- It moved out of this device's scopes and stays only because something of it is unsent.
  departed     INTEGER NOT NULL DEFAULT 0 CHECK (departed IN (0, 1)),
  child        TEXT GENERATED ALWAYS AS (CASE kind WHEN 'child' THEN id ELSE CAST(facts ->> '$.child' AS TEXT) END) STORED,
  school       TEXT GENERATED ALWAYS AS (CAST(CASE kind WHEN 'child' THEN facts ->> '$.school' WHEN 'session' THEN facts ->> '$.location'
                                              WHEN 'location' THEN facts ->> '$.urn' END AS TEXT)) STORED,
  number       TEXT GENERATED ALWAYS AS (CASE kind WHEN 'child' THEN replace(facts ->> '$.nhs_number', ' ', '') END) STORED,
  change_id    TEXT GENERATED ALWAYS AS (CASE kind WHEN 'ticket' THEN CAST(facts ->> '$.change' AS TEXT) END) STORED, area TEXT
  GENERATED ALWAYS AS (CASE WHEN kind IN ('household', 'individual', 'entry') THEN CAST(facts ->> '$.area' AS TEXT) END) VIRTUAL, household TEXT
  GENERATED ALWAYS AS (CASE kind WHEN 'household' THEN id WHEN 'individual' THEN CAST(facts ->> '$.household' AS TEXT)
                                 WHEN 'entry' THEN CAST(facts ->> '$.household' AS TEXT) END) VIRTUAL, individual TEXT
  GENERATED ALWAYS AS (CASE kind WHEN 'individual' THEN id WHEN 'entry' THEN CAST(facts ->> '$.individual' AS TEXT) END) VIRTUAL, latitude REAL
  GENERATED ALWAYS AS (CASE kind WHEN 'household' THEN CAST(facts ->> '$.latitude' AS REAL) END) VIRTUAL, day TEXT
  GENERATED ALWAYS AS (CASE WHEN kind IN ('household', 'individual', 'entry') THEN substr(facts ->> '$.at', 1, 10) END) VIRTUAL,
  UNIQUE (kind, id),
  CHECK (mark IS NULL OR (scope IS NOT NULL AND base_version IS NOT NULL)),
  CHECK (base_facts IS NULL OR base_version IS NOT NULL)
) STRICT;

CREATE TABLE scope (
  scope      TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  about      INTEGER NOT NULL,
  cursor     TEXT,
  complete   INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
  leaving    INTEGER NOT NULL DEFAULT 0 CHECK (leaving IN (0, 1)),
  fetched    INTEGER NOT NULL DEFAULT 0,
  generation INTEGER NOT NULL DEFAULT 1,
  given_at   TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE sync_run (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  sync_id    TEXT NOT NULL UNIQUE,
  state      TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at   TEXT,
  total      INTEGER NOT NULL,
  bytes      INTEGER NOT NULL,
  fetched    INTEGER NOT NULL DEFAULT 0,
  reference  TEXT,
  CHECK ((state = 'running') = (ended_at IS NULL))
) STRICT;

CREATE TABLE unit (
  unit         TEXT PRIMARY KEY,
  succeeded_at TEXT,
  failed_at    TEXT,
  failure      TEXT CHECK ((failure IS NULL) = (failed_at IS NULL))
) STRICT;

CREATE TABLE used (
  place   INTEGER PRIMARY KEY AUTOINCREMENT,
  what    TEXT NOT NULL,
  ms      INTEGER NOT NULL CHECK (ms >= 0),
  day     TEXT NOT NULL,
  -- The request with which it is on its way; NULL before.
  request TEXT
) STRICT;

CREATE INDEX outbox_by_child ON outbox (child) WHERE child IS NOT NULL;

CREATE INDEX outbox_by_sync ON outbox (sync_id) WHERE sync_id IS NOT NULL;

CREATE INDEX outbox_unsent ON outbox (kind, record) WHERE receipt IS NULL;

CREATE INDEX outbox_unsent_by_area ON outbox (area) WHERE receipt IS NULL AND area IS NOT NULL;

CREATE INDEX outbox_unsent_by_child ON outbox (child) WHERE receipt IS NULL AND child IS NOT NULL;

CREATE INDEX outbox_with_support ON outbox (kind, record) WHERE outcome = 'with_support';

CREATE INDEX pool_id_free ON pool_id (place) WHERE record IS NULL;

CREATE INDEX record_by_area ON record (area, kind) WHERE area IS NOT NULL;

CREATE INDEX record_by_change ON record (change_id) WHERE change_id IS NOT NULL;

CREATE INDEX record_by_child ON record (child, kind) WHERE child IS NOT NULL;

CREATE INDEX record_by_day ON record (day, household) WHERE day IS NOT NULL;

CREATE INDEX record_by_household ON record (household, kind) WHERE household IS NOT NULL;

CREATE INDEX record_by_individual ON record (individual, kind) WHERE individual IS NOT NULL;

CREATE INDEX record_by_latitude ON record (latitude) WHERE latitude IS NOT NULL;

CREATE INDEX record_by_number ON record (number) WHERE number IS NOT NULL;

CREATE INDEX record_by_school ON record (school, kind) WHERE school IS NOT NULL;

CREATE INDEX record_by_scope ON record (scope, mark, generation);
