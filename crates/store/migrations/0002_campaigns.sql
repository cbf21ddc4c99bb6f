-- Campaigns: what is recorded in an area, and the parts of a sync that can be asked for alone.

-- The area in which a change was made; NULL for what belongs to a school or a team.
ALTER TABLE outbox ADD COLUMN area TEXT;
CREATE INDEX outbox_unsent_by_area ON outbox (area) WHERE receipt IS NULL AND area IS NOT NULL;

ALTER TABLE record ADD COLUMN area TEXT
  GENERATED ALWAYS AS (CASE WHEN kind IN ('household', 'individual', 'entry') THEN CAST(facts ->> '$.area' AS TEXT) END) VIRTUAL;
ALTER TABLE record ADD COLUMN household TEXT
  GENERATED ALWAYS AS (CASE kind WHEN 'household' THEN id WHEN 'individual' THEN CAST(facts ->> '$.household' AS TEXT)
                                 WHEN 'entry' THEN CAST(facts ->> '$.household' AS TEXT) END) VIRTUAL;
ALTER TABLE record ADD COLUMN individual TEXT
  GENERATED ALWAYS AS (CASE kind WHEN 'individual' THEN id WHEN 'entry' THEN CAST(facts ->> '$.individual' AS TEXT) END) VIRTUAL;
CREATE INDEX record_by_area ON record (area, kind) WHERE area IS NOT NULL;
CREATE INDEX record_by_household ON record (household, kind) WHERE household IS NOT NULL;
CREATE INDEX record_by_individual ON record (individual, kind) WHERE individual IS NOT NULL;

-- Parts of a sync that were asked for and have not been tried yet. It survives a restart; asked for twice, a part runs once.
CREATE TABLE asked_unit (
  unit     TEXT PRIMARY KEY,
  priority INTEGER NOT NULL,
  asked_at TEXT NOT NULL
) STRICT;

-- How each part ended last.
CREATE TABLE unit (
  unit         TEXT PRIMARY KEY,
  succeeded_at TEXT,
  failed_at    TEXT,
  failure      TEXT CHECK ((failure IS NULL) = (failed_at IS NULL))
) STRICT;
