-- map/count.sql: what a whole map comes to.
SELECT count(*) AS tiles, coalesce(sum(length(tile_data)), 0) AS bytes FROM tiles;
