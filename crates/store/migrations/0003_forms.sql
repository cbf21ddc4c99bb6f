-- Forms as they are filled in: drafts, the forms they were begun with, and pictures.

-- The form a draft was begun with stays here whatever becomes of the record that brought it.
CREATE TABLE draft_form (
  sha256     TEXT PRIMARY KEY,
  form       TEXT NOT NULL,
  version    TEXT NOT NULL,
  title      TEXT NOT NULL CHECK (json_valid(title)),
  definition TEXT NOT NULL
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

-- Photos and signatures, named by what is in them. Encrypted as everything in this file is.
CREATE TABLE attachment (
  sha256       TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  media_type   TEXT NOT NULL,
  bytes        BLOB NOT NULL,
  kept_at      TEXT NOT NULL,
  handed_in_at TEXT
) STRICT;

-- Which entry names which of them.
CREATE TABLE attachment_of (
  record TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES attachment (sha256),
  PRIMARY KEY (record, sha256)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attachment_not_handed_in_stays BEFORE DELETE ON attachment WHEN OLD.handed_in_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a picture that was not handed in is never deleted'); END;

CREATE TRIGGER attachment_is_kept_once BEFORE UPDATE OF sha256, media_type, bytes ON attachment
BEGIN SELECT RAISE(ABORT, 'a picture is what its name says'); END;
