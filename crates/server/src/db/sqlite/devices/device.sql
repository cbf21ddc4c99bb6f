SELECT id, user_id, name, platform, app_version, registered_at, seen_at, unsent, drift_seconds, blocked, levers, public_key, free_bytes
  FROM device WHERE organisation = :org AND id = :id;
