INSERT INTO picture_of (organisation, record, sha256, device, named_at) VALUES (:org, :record, :sha256, :device, :at)
ON CONFLICT DO NOTHING;
