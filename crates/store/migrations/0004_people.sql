-- Households and people: found by name, number and place; and the ids that the service gave this device to hand out.

ALTER TABLE record ADD COLUMN latitude REAL
  GENERATED ALWAYS AS (CASE kind WHEN 'household' THEN CAST(facts ->> '$.latitude' AS REAL) END) VIRTUAL;
CREATE INDEX record_by_latitude ON record (latitude) WHERE latitude IS NOT NULL;

-- The day on which somebody was there last: who was visited today.
ALTER TABLE record ADD COLUMN day TEXT
  GENERATED ALWAYS AS (CASE WHEN kind IN ('household', 'individual', 'entry') THEN substr(facts ->> '$.at', 1, 10) END) VIRTUAL;
CREATE INDEX record_by_day ON record (day, household) WHERE day IS NOT NULL;

-- Heads of households, addresses and people's names as in `child_search`; `numbers` holds what they are registered under, each
-- between bars, letters and digits only.
CREATE VIRTUAL TABLE people_search USING fts5 (names, letters, numbers, tokenize = 'trigram');
CREATE VIRTUAL TABLE people_piece USING fts5vocab (people_search, instance);
CREATE TRIGGER person_leaves_search AFTER DELETE ON record WHEN OLD.kind IN ('household', 'individual')
BEGIN DELETE FROM people_search WHERE rowid = OLD.place; END;

-- Ids from the service's pool, in the order in which they are handed out. One that was used is used for ever.
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
CREATE INDEX pool_id_free ON pool_id (place) WHERE record IS NULL;
CREATE TRIGGER pool_id_is_used_once BEFORE UPDATE ON pool_id WHEN OLD.record IS NOT NULL OR NEW.value IS NOT OLD.value
BEGIN SELECT RAISE(ABORT, 'an id from the pool is used once'); END;
CREATE TRIGGER pool_id_stays BEFORE DELETE ON pool_id
BEGIN SELECT RAISE(ABORT, 'an id from the pool is never forgotten'); END;
