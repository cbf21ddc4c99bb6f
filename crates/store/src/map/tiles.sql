-- map/tiles.sql: every tile of a map that is being made, empty ones too.
SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles;
