SELECT what, ms, day, request FROM used WHERE request IS NOT NULL ORDER BY place;
