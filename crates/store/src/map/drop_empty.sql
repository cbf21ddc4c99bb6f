-- map/drop_empty.sql: a tile with nothing in it is not in such a file.
DELETE FROM tiles WHERE length(tile_data) = 0;
