INSERT INTO device (organisation, id, user_id, name, platform, app_version, registered_at, seen_at, seen_seconds, unsent, drift_seconds, blocked, levers,
                    free_bytes)
VALUES (:org, :id, :user, :name, :platform, :app_version, :registered_at, :seen_at, :seen_seconds, :unsent, :drift, :blocked, :levers,
        :free_bytes)
    ON CONFLICT (organisation, id) DO UPDATE
       SET name = excluded.name, platform = excluded.platform, app_version = excluded.app_version,
           seen_at = excluded.seen_at, seen_seconds = excluded.seen_seconds, unsent = excluded.unsent,
           drift_seconds = excluded.drift_seconds, blocked = excluded.blocked, levers = excluded.levers,
           free_bytes = excluded.free_bytes;
