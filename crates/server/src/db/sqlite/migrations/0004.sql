-- Campaigns: areas that teams go through, scopes of their own, and numbers for what is registered in the field.

CREATE TABLE team_area (
  organisation TEXT NOT NULL,
  team         TEXT NOT NULL,
  area         TEXT NOT NULL CHECK (area <> '' AND area NOT LIKE '% %'),
  campaign     TEXT NOT NULL CHECK (campaign <> '' AND campaign NOT LIKE '% %'),
  PRIMARY KEY (organisation, team, area),
  FOREIGN KEY (organisation, team) REFERENCES team (organisation, key)
) STRICT, WITHOUT ROWID;

-- A number once given is never given to anything else. It follows from the record's id, so that a record which is handed in
-- once more after a restored backup gets the number back that people have written down.
CREATE TABLE registration (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  record       TEXT NOT NULL,
  number       TEXT NOT NULL CHECK (number LIKE '_-_%'),
  PRIMARY KEY (organisation, record),
  UNIQUE (organisation, number)
) STRICT, WITHOUT ROWID;

-- The same table, for more kinds of scope: SQLite cannot widen a CHECK where it stands.
CREATE TABLE record_of_more_scopes (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  kind         TEXT NOT NULL,
  id           TEXT NOT NULL,
  scope        TEXT NOT NULL CHECK (scope IN ('reference', 'contacts') OR scope LIKE '%_:_%'),
  version      INTEGER NOT NULL CHECK (version > 0),
  child        TEXT,
  removed      INTEGER NOT NULL CHECK (removed IN (0, 1)),
  facts        TEXT NOT NULL CHECK (json_valid(facts)),
  marks        TEXT NOT NULL CHECK (json_valid(marks)),
  PRIMARY KEY (organisation, kind, id)
) STRICT;
INSERT INTO record_of_more_scopes (organisation, kind, id, scope, version, child, removed, facts, marks)
SELECT organisation, kind, id, scope, version, child, removed, facts, marks FROM record;
DROP TABLE record;
ALTER TABLE record_of_more_scopes RENAME TO record;
CREATE UNIQUE INDEX record_in_order ON record (organisation, scope, version) WHERE removed = 0;
CREATE INDEX record_by_child ON record (organisation, child) WHERE child IS NOT NULL;
