SELECT organisation, id, device, user_id, sha256, bytes, stage, lines, taken, at
  FROM upload WHERE organisation = :org AND id = :id;
