SELECT id, user_id, name, platform, app_version, registered_at, seen_at, unsent, drift_seconds, blocked, levers
  FROM device WHERE organisation = :org AND id = :id;
