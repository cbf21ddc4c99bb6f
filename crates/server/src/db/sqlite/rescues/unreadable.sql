SELECT ticket FROM rescue_unreadable WHERE organisation = :org AND device = :device AND sha256 = :sha256;
