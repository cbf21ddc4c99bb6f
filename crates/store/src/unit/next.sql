SELECT unit FROM asked_unit WHERE priority = (SELECT max(priority) FROM asked_unit) ORDER BY asked_at, unit;
