-- Which pictures entries name. That a picture is here is said by its upload. A file that was handed in before this step is not
-- known to have the checksum in its name: `daybook-server pictures check` reads them all.

CREATE TABLE picture_of (
  organisation TEXT NOT NULL REFERENCES organisation (ods),
  record       TEXT NOT NULL,
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
  -- The device that made the entry, and so the picture.
  device       TEXT NOT NULL,
  named_at     TEXT NOT NULL,
  PRIMARY KEY (organisation, record, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_by_device ON picture_of (organisation, device, named_at);

INSERT OR IGNORE INTO picture_of (organisation, record, sha256, device, named_at)
SELECT c.organisation, c.record, named.atom, c.device, c.received_at
  FROM change_log c, json_tree(c.change, '$.facts.data') named
 WHERE c.kind = 'entry' AND named.key = 'sha256' AND named.type = 'text' AND length(named.atom) = 64
   AND named.atom NOT GLOB '*[^0-9a-f]*'
 ORDER BY c.sequence;
