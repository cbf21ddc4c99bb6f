SELECT organisation, id, device, user_id, sha256, bytes, stage, lines, taken, at
  FROM upload WHERE stage IN ('received', 'applying') ORDER BY id;
