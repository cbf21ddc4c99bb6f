-- Dashboards, as campaigns define them. The figures travel as records; what is counted stands here.

CREATE TABLE dashboard (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  campaign     TEXT NOT NULL,
  key          TEXT NOT NULL CHECK (key <> ''),
  place        INTEGER NOT NULL,
  definition   TEXT NOT NULL CHECK (json_valid(definition)),
  PRIMARY KEY (organisation, campaign, key)
) STRICT, WITHOUT ROWID;
