SELECT sha256, stored_under, bytes, handed_in_by, handed_in_at, about, signed, outcome
  FROM rescue WHERE organisation = :org ORDER BY handed_in_at DESC, sha256 LIMIT :most;
