SELECT 1 FROM upload WHERE organisation = :org AND sha256 = :sha256 AND device <> :device LIMIT 1;
