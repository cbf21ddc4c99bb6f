DELETE FROM asked_unit;
