SELECT definition FROM dashboard WHERE organisation = :org AND campaign = :campaign ORDER BY place, key;
