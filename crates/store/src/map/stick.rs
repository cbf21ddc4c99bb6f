//! A map that was brought on a stick: looked at before a byte of it is taken, and only what lies in the area is.

use super::file::{Making, Ready, about, turned};
use super::{MapCard, Tile, vector};
use crate::{Store, StoreError};
use rusqlite::{Connection, ToSql};
use std::ops::RangeInclusive;
use std::path::Path;

/// The tiles of one zoom of an area: its columns from the west, its rows from the north.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Zoom.
    pub z: u8,
    /// Columns.
    pub columns: RangeInclusive<u32>,
    /// Rows.
    pub rows: RangeInclusive<u32>,
}

impl Rows {
    /// West and east, and the rows as such files count them.
    fn corners(&self) -> [u32; 4] {
        let (north, south) = (turned(self.z, *self.rows.start()), turned(self.z, *self.rows.end()));
        [*self.columns.start(), *self.columns.end(), south, north]
    }

    fn named<'a>(&'a self, corners: &'a [u32; 4]) -> [(&'static str, &'a dyn ToSql); 5] {
        let [west, east, from, to] = corners;
        [(":zoom", &self.z), (":west", west), (":east", east), (":from", from), (":to", to)]
    }
}

/// Why a file is not taken for a map.
#[derive(Debug, thiserror::Error)]
pub enum MapFault {
    /// There is no such file.
    #[error("there is no such file")]
    NoFile,
    /// It is not an MBTiles file.
    #[error("not an MBTiles file")]
    NotMbtiles,
    /// It holds pictures and not streets.
    #[error("not a map of vector tiles")]
    NotVector,
    /// It is a map of somewhere else.
    #[error("it does not cover the area")]
    Elsewhere,
    /// It is larger than a map may be.
    #[error("it is too large")]
    TooLarge,
    /// This device's own disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for MapFault {
    fn from(_: rusqlite::Error) -> Self {
        Self::NotMbtiles
    }
}

/// Tiles copied in one transaction.
const AT_A_TIME: usize = 64;

impl Store {
    /// Takes the tiles of an area from a file, as the area's map. `card` says what is wanted; its checksum, counts and source
    /// are not believed but found.
    pub fn import_map(&self, from: &Path, card: &MapCard, zooms: &[Rows], most_bytes: u64) -> Result<MapCard, MapFault> {
        let source = Ready::open(from).ok_or(if from.is_file() { MapFault::NotMbtiles } else { MapFault::NoFile })?;
        let source = source.connection();
        let zooms = usable(source, zooms)?;
        let bytes = weigh(source, &zooms)?;
        if bytes > most_bytes {
            return Err(MapFault::TooLarge);
        }
        let from_whom = about(source, "attribution").ok().flatten().filter(|said| !said.trim().is_empty() && !said.contains('<'));
        let attribution = from_whom.unwrap_or_else(|| card.attribution.clone());
        let (smallest, largest) = (zooms.first().map_or(0, |zoom| zoom.z), zooms.last().map_or(0, |zoom| zoom.z));
        let card = MapCard { sha256: None, bytes, attribution, smallest_zoom: smallest, largest_zoom: largest, ..card.clone() };
        self.begin_map(&card)?;
        for zoom in &zooms {
            self.copy(source, &card.area, zoom)?;
        }
        Ok(self.finish_map(&card.area, card.at)?)
    }

    fn copy(&self, source: &Connection, area: &str, zoom: &Rows) -> Result<(), MapFault> {
        let mut making: Making = self.making(area)?;
        let mut statement = source.prepare(include_str!("range.sql"))?;
        let mut rows = statement.query(&zoom.named(&zoom.corners())[..])?;
        let mut some = Vec::with_capacity(AT_A_TIME);
        while let Some(row) = rows.next()? {
            let tile = Tile { z: zoom.z, x: row.get("tile_column")?, y: turned(zoom.z, row.get("tile_row")?) };
            some.push((tile, row.get::<_, Vec<u8>>("tile_data")?));
            if some.len() == AT_A_TIME {
                making.add(&some)?;
                some.clear();
            }
        }
        Ok(making.add(&some)?)
    }
}

/// The zooms of the area that the file has; and that it is a map at all, of vector tiles, of this area.
fn usable(source: &Connection, wanted: &[Rows]) -> Result<Vec<Rows>, MapFault> {
    let format = about(source, "format").map_err(|_| MapFault::NotMbtiles)?;
    if format.is_some_and(|format| !matches!(format.as_str(), "pbf" | "mvt" | "application/vnd.mapbox-vector-tile")) {
        return Err(MapFault::NotVector);
    }
    let mut zooms = Vec::new();
    for zoom in wanted {
        if weigh(source, std::slice::from_ref(zoom))? > 0 {
            zooms.push(zoom.clone());
        }
    }
    let finest = zooms.last().ok_or(MapFault::Elsewhere)?;
    // A map of the whole world at a coarse zoom has a tile here too, and shows nobody a street.
    let street = wanted.last().map_or(0, |zoom| zoom.z).min(STREETS);
    if finest.z < street {
        return Err(MapFault::Elsewhere);
    }
    let mut statement = source.prepare(include_str!("range.sql"))?;
    let mut rows = statement.query(&finest.named(&finest.corners())[..])?;
    while let Some(row) = rows.next()? {
        let tile: Vec<u8> = row.get("tile_data")?;
        if !tile.is_empty() {
            return vector::layers(&tile).map(|_| zooms.clone()).ok_or(MapFault::NotVector);
        }
    }
    Err(MapFault::Elsewhere)
}

/// The coarsest zoom that shows streets.
const STREETS: u8 = 12;

fn weigh(source: &Connection, zooms: &[Rows]) -> Result<u64, MapFault> {
    let mut statement = source.prepare(include_str!("weigh.sql"))?;
    let mut bytes = 0;
    for zoom in zooms {
        bytes += statement.query_row(&zoom.named(&zoom.corners())[..], |row| row.get::<_, i64>("bytes"))?.unsigned_abs();
    }
    Ok(bytes)
}
