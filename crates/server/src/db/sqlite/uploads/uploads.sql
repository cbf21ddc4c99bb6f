SELECT organisation, id, device, user_id, sha256, bytes, stage, lines, taken, at
  FROM upload WHERE organisation = :org ORDER BY id DESC LIMIT :most;
