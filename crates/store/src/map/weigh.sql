-- map/weigh.sql: the same, weighed.
SELECT count(*) AS tiles, coalesce(sum(length(tile_data)), 0) AS bytes FROM tiles
 WHERE zoom_level = :zoom AND tile_column BETWEEN :west AND :east AND tile_row BETWEEN :from AND :to AND length(tile_data) > 0;
