DELETE FROM asked_unit WHERE unit = :unit;
