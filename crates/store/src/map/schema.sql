-- map/schema.sql: an MBTiles file, version 1.3, and who wrote it.
PRAGMA application_id = 0x4d504258;
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = FULL;
CREATE TABLE metadata (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE tiles (
  zoom_level  INTEGER NOT NULL,
  tile_column INTEGER NOT NULL,
  tile_row    INTEGER NOT NULL,
  tile_data   BLOB NOT NULL
);
CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
