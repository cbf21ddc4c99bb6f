//! Bounds on everything that travels. Both sides hold them; the service says `too_large` past them.

/// Most bytes of a packed batch file.
pub const BATCH_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// Most bytes of any file that is handed in: a rescue file may carry a whole database.
pub const FILE_BYTES: u64 = 512 * 1024 * 1024;
/// Most bytes of a picture.
pub const PICTURE_BYTES: u64 = 2 * 1024 * 1024;
/// Most files inside one rescue file: a picture is one.
pub const RESCUE_FILES: usize = 10_000;
/// Most changes in one rescue file, its copies included.
pub const RESCUE_CHANGES: usize = 50_000;
/// Most bytes of a batch file once unpacked: past it, it is taken for a bomb.
pub const BATCH_UNPACKED_BYTES: u64 = 128 * 1024 * 1024;
/// Most changes in one batch file.
pub const BATCH_CHANGES: usize = 10_000;
/// Most bytes of one change.
pub const CHANGE_BYTES: usize = 1024 * 1024;
/// Most bytes of any other request.
pub const REQUEST_BYTES: usize = 1024 * 1024;
/// Most bytes of any reply a device reads, once unpacked.
pub const REPLY_BYTES: usize = 64 * 1024 * 1024;
/// Most tiles of one area: a district of a hundred kilometres across, down to its footpaths.
pub const MAP_TILES: u64 = 20_000;
/// Most bytes of one tile.
pub const TILE_BYTES: usize = 2 * 1024 * 1024;
/// Most bytes of the map of one area.
pub const MAP_BYTES: u64 = 512 * 1024 * 1024;
/// Most points of one route, its beginning counted.
pub const ROUTE_POINTS: usize = 100;
