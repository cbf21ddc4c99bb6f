INSERT INTO attachment (sha256, media_type, bytes, kept_at) VALUES (:sha256, :media_type, :bytes, :at)
ON CONFLICT (sha256) DO NOTHING;
