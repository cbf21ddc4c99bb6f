-- The entry names a picture, where that is here: one that was made elsewhere is nothing to hand in.
INSERT INTO attachment_of (record, sha256) SELECT :record, sha256 FROM attachment WHERE sha256 = :sha256
ON CONFLICT DO NOTHING;
