-- map/about.sql: a line that the file says of itself.
SELECT CAST(value AS TEXT) AS value FROM metadata WHERE name = :name;
