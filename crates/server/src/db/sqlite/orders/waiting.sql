SELECT id, device, what, state, asked_at, asked_by, ended_at
  FROM device_order WHERE organisation = :org AND state = 'waiting' ORDER BY id;
