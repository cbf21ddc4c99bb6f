DELETE FROM dashboard WHERE organisation = :org AND campaign = :campaign AND key = :key;
