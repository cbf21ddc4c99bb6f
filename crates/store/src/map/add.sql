-- map/add.sql: the same tile twice is the same tile.
INSERT OR REPLACE INTO tiles (zoom_level, tile_column, tile_row, tile_data) VALUES (:zoom, :column, :row, :data);
