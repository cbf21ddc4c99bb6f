//! Maps on this device: one MBTiles file an area, in the person's folder beside the database.
//!
//! A map shows streets and houses that are public, so it is not encrypted; where households were visited is in the database and
//! nowhere else. The file's name is made from the area's key and says nothing of it. A new map is made beside the old one, tile
//! by tile, and takes its place in one step when it is whole; what was fetched before a kill is not fetched again.
//!
//! What is deliberately not here: which tiles an area has and where they come from (`sync`).

mod file;
mod points;
mod stick;
mod vector;

pub use points::{AreaCard, MapPoint, Visit};
pub use stick::{MapFault, Rows};
pub use vector::unpack;

use crate::{Result, Store, StoreError, keyfile};
use daybook_record::Moment;
use file::{Making, Ready};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder in the person's folder.
const FOLDER: &str = "maps";

/// Which tile: zoom, column from the west, row from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// Zoom.
    pub z: u8,
    /// Column from the west.
    pub x: u32,
    /// Row from the north.
    pub y: u32,
}

/// What is written into a map's file about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MapCard {
    /// The area's key.
    pub area: String,
    /// Its name.
    pub name: String,
    /// West, south, east, north, in degrees.
    pub bounds: [f64; 4],
    /// The coarsest zoom.
    pub smallest_zoom: u8,
    /// The finest.
    pub largest_zoom: u8,
    /// Checksum of the set, as the service calls it; none where it came on a stick.
    pub sha256: Option<String>,
    /// Whom the map is from.
    pub attribution: String,
    /// When it was complete.
    pub at: Moment,
    /// Tiles in it, empty ones not counted.
    pub tiles: u64,
    /// Bytes of them.
    pub bytes: u64,
}

impl Store {
    /// The map of an area; none where there is none yet.
    pub fn map(&self, area: &str) -> Result<Option<MapCard>> {
        Ready::open(&self.map_file(area)).map_or(Ok(None), |ready| ready.card().map(Some))
    }

    /// A tile as it is packed; none where the map has nothing there, or there is no map.
    pub fn map_tile(&self, area: &str, tile: Tile) -> Result<Option<Vec<u8>>> {
        Ready::open(&self.map_file(area)).map_or(Ok(None), |ready| ready.tile(tile))
    }

    /// Begins a map beside the one in use, or goes on with it: says which tiles are there already.
    pub fn begin_map(&self, card: &MapCard) -> Result<BTreeSet<Tile>> {
        if !self.has_room_for(card.bytes) {
            return Err(StoreError::DiskFull);
        }
        self.maps_folder()?;
        let part = self.map_part(&card.area);
        match Making::open(&part) {
            Some(making) if making.is_of(card)? => making.there(),
            _ => {
                discard(&part)?;
                Making::create(&part, card).map(|_| BTreeSet::new())
            }
        }
    }

    /// Keeps tiles of a map that is being made.
    pub fn add_tiles(&self, area: &str, tiles: &[(Tile, Vec<u8>)]) -> Result<()> {
        self.making(area)?.add(tiles)
    }

    /// Every tile of a map that is being made, with its checksum, the coarsest first.
    pub fn made_tiles(&self, area: &str) -> Result<Vec<(Tile, [u8; 32])>> {
        self.making(area)?.checksums()
    }

    /// The map is whole: it takes the place of the old one, in one step.
    pub fn finish_map(&self, area: &str, at: Moment) -> Result<MapCard> {
        let card = self.making(area)?.close(at)?;
        fs::rename(self.map_part(area), self.map_file(area)).map_err(file::io)?;
        keyfile::sync_folder(&self.maps_path()).map_err(file::io)?;
        Ok(card)
    }

    /// Gives up a map that is being made. The one in use stays.
    pub fn discard_map(&self, area: &str) -> Result<()> {
        discard(&self.map_part(area))
    }

    /// Removes the map of an area, and what was begun of another.
    pub fn remove_map(&self, area: &str) -> Result<()> {
        discard(&self.map_part(area))?;
        discard(&self.map_file(area))
    }

    /// Removes the maps of areas that are no longer this person's. Says how many.
    pub fn keep_maps_of(&self, areas: &[String]) -> Result<usize> {
        let wanted: BTreeSet<PathBuf> = areas.iter().flat_map(|area| [self.map_file(area), self.map_part(area)]).collect();
        let here = match fs::read_dir(self.maps_path()) {
            Ok(here) => here,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(file::io(error)),
        };
        let maps = here.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == MAP || end == PART));
        let old: Vec<_> = maps.filter(|path| !wanted.contains(path)).collect();
        old.iter().try_for_each(|path| discard(path))?;
        Ok(old.len())
    }

    fn making(&self, area: &str) -> Result<Making> {
        Making::open(&self.map_part(area)).ok_or(StoreError::Unreadable("a map that is being made"))
    }

    fn maps_path(&self) -> PathBuf {
        self.folder().join(FOLDER)
    }

    fn maps_folder(&self) -> Result<()> {
        fs::create_dir_all(self.maps_path()).map_err(file::io)
    }

    fn map_file(&self, area: &str) -> PathBuf {
        self.maps_path().join(named(area)).with_extension(MAP)
    }

    fn map_part(&self, area: &str) -> PathBuf {
        self.maps_path().join(named(area)).with_extension(PART)
    }
}

const MAP: &str = "mbtiles";
const PART: &str = "part";

/// A key may hold anything, and is nobody's business: sixteen letters made from it.
fn named(area: &str) -> String {
    hex::encode(&Sha256::digest(area.as_bytes())[..8])
}

/// With what SQLite may have left beside it.
fn discard(path: &Path) -> Result<()> {
    for end in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(file::io(error)),
            _ => {}
        }
    }
    Ok(())
}
