-- map/finest.sql: some tiles of the finest zoom, which have every layer there is.
SELECT tile_data FROM tiles WHERE length(tile_data) > 0 ORDER BY zoom_level DESC LIMIT :most;
