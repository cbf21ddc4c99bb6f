SELECT unit, succeeded_at, failed_at, failure, EXISTS (SELECT 1 FROM asked_unit a WHERE a.unit = unit.unit) AS asked FROM unit
UNION ALL
SELECT unit, NULL, NULL, NULL, 1 FROM asked_unit WHERE unit NOT IN (SELECT unit FROM unit);
