-- map/range.sql: the tiles of one zoom within a rectangle of columns and rows.
SELECT tile_column, tile_row, tile_data FROM tiles
 WHERE zoom_level = :zoom AND tile_column BETWEEN :west AND :east AND tile_row BETWEEN :from AND :to;
