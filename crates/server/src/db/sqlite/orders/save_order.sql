INSERT INTO device_order (organisation, id, device, what, state, asked_at, asked_by, ended_at)
VALUES (:org, :id, :device, :what, :state, :asked_at, :asked_by, :ended_at)
    ON CONFLICT (organisation, id) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at;
