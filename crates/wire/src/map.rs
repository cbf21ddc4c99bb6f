//! Maps: which tiles an area has, and each of them.
//!
//! - `GET /v1/tiles/{area}` → [`TileSet`]: how many there are, how much that is, and the checksum of the whole set.
//! - `GET /v1/tiles/{area}/{z}/{x}/{y}` → the tile, a gzip-packed vector tile as an MBTiles file keeps it, under
//!   [`TILE_MEDIA_TYPE`]. No bytes where the map has nothing there.
//!
//! Both sides count the tiles of an area by the same lines ([`Extent::tiles`]), and both add them up to the same checksum
//! ([`set_sha256`]): a set of which a tile changed on the way, or at the service in the middle of it, is not taken for whole.

use crate::limit;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The content type of a tile. As much ours as [`MEDIA_TYPE`](crate::MEDIA_TYPE): anything else is not a tile (law 11).
pub const TILE_MEDIA_TYPE: &str = "application/vnd.daybook.tile.v1+gzip";

/// The finest zoom at which there are tiles anywhere.
pub const FINEST_ZOOM: u8 = 16;

/// A rectangle on the globe, in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Bounds {
    /// Smallest longitude.
    pub west: f64,
    /// Smallest latitude.
    pub south: f64,
    /// Largest longitude.
    pub east: f64,
    /// Largest latitude.
    pub north: f64,
}

impl Bounds {
    /// True where it is a rectangle on the globe that does not run across the 180th meridian.
    pub fn is_sound(&self) -> bool {
        let [west, east] = [self.west, self.east].map(|degrees| (-180.0..=180.0).contains(&degrees));
        let [south, north] = [self.south, self.north].map(|degrees| (-90.0..=90.0).contains(&degrees));
        west && east && south && north && self.west < self.east && self.south < self.north
    }

    /// True where the point lies within, or not further off than `margin` degrees.
    pub fn holds(&self, longitude: f64, latitude: f64, margin: f64) -> bool {
        let east = (self.west - margin..=self.east + margin).contains(&longitude);
        east && (self.south - margin..=self.north + margin).contains(&latitude)
    }

    /// True where all of the other lies within.
    pub fn covers(&self, other: &Bounds) -> bool {
        self.holds(other.west, other.south, 0.0) && self.holds(other.east, other.north, 0.0)
    }
}

/// Which tile: `z/x/y` counted from the north-west, as addresses on the web have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// Zoom.
    pub z: u8,
    /// Column from the west.
    pub x: u32,
    /// Row from the north.
    pub y: u32,
}

/// Which part of the globe, at which zooms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The rectangle.
    pub bounds: Bounds,
    /// The coarsest zoom.
    pub smallest_zoom: u8,
    /// The finest.
    pub largest_zoom: u8,
}

impl Extent {
    /// True where it names tiles at all.
    pub fn is_sound(&self) -> bool {
        self.bounds.is_sound() && self.smallest_zoom <= self.largest_zoom && self.largest_zoom <= FINEST_ZOOM
    }

    /// How many tiles there are, without walking through them.
    pub fn count(&self) -> u64 {
        self.zooms()
            .map(|z| self.range(z))
            .map(|((west, east), (north, south))| u64::from(east - west + 1) * u64::from(south - north + 1))
            .sum()
    }

    /// Every tile, from the coarsest on: a download that is cut short has the whole area coarsely first.
    pub fn tiles(self) -> impl Iterator<Item = TileId> {
        self.zooms().flat_map(move |z| {
            let ((west, east), (north, south)) = self.range(z);
            (west..=east).flat_map(move |x| (north..=south).map(move |y| TileId { z, x, y }))
        })
    }

    /// The same by zoom: columns from the west, rows from the north.
    pub fn rows(self) -> impl Iterator<Item = (u8, std::ops::RangeInclusive<u32>, std::ops::RangeInclusive<u32>)> {
        self.zooms().map(move |z| {
            let ((west, east), (north, south)) = self.range(z);
            (z, west..=east, north..=south)
        })
    }

    /// True where that is one of them.
    pub fn contains(&self, tile: TileId) -> bool {
        self.zooms().contains(&tile.z) && {
            let ((west, east), (north, south)) = self.range(tile.z);
            (west..=east).contains(&tile.x) && (north..=south).contains(&tile.y)
        }
    }

    fn zooms(&self) -> std::ops::RangeInclusive<u8> {
        self.smallest_zoom..=self.largest_zoom.min(FINEST_ZOOM)
    }

    /// Columns from west to east, and rows from north to south.
    fn range(&self, z: u8) -> ((u32, u32), (u32, u32)) {
        let Bounds { west, south, east, north } = self.bounds;
        let ((left, top), (right, bottom)) = (tile_at(west, north, z), tile_at(east, south, z));
        ((left, right.max(left)), (top, bottom.max(top)))
    }
}

/// Column and row of the tile on which a point lies, in Web Mercator.
fn tile_at(longitude: f64, latitude: f64, z: u8) -> (u32, u32) {
    let across = f64::from(1_u32 << u32::from(z.min(FINEST_ZOOM)));
    let latitude = latitude.clamp(-85.051_128, 85.051_128).to_radians();
    let x = (longitude + 180.0) / 360.0 * across;
    let y = (1.0 - latitude.tan().asinh() / std::f64::consts::PI) / 2.0 * across;
    let place = |at: f64| at.floor().clamp(0.0, across - 1.0) as u32;
    (place(x), place(y))
}

/// `GET /v1/tiles/{area}`: what the map of an area comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TileSet {
    /// The area's key.
    pub area: String,
    /// Its name.
    pub name: String,
    /// The rectangle.
    pub bounds: Bounds,
    /// The coarsest zoom.
    pub smallest_zoom: u8,
    /// The finest.
    pub largest_zoom: u8,
    /// How many tiles there are, empty ones counted.
    pub tiles: u64,
    /// Bytes of all of them together.
    pub bytes: u64,
    /// Checksum of the whole set; another one where any tile is another.
    pub sha256: String,
    /// Whom the map says it is from. To be shown wherever it is drawn.
    pub attribution: String,
}

impl TileSet {
    /// Which tiles those are.
    pub fn extent(&self) -> Extent {
        Extent { bounds: self.bounds, smallest_zoom: self.smallest_zoom, largest_zoom: self.largest_zoom }
    }

    /// True where it keeps to its own count and to what a device takes.
    pub fn is_sound(&self) -> bool {
        self.extent().is_sound() && self.tiles == self.extent().count() && self.tiles <= limit::MAP_TILES && self.bytes <= limit::MAP_BYTES
    }
}

/// SHA-256 of one tile.
pub fn tile_sha256(tile: &[u8]) -> [u8; 32] {
    Sha256::digest(tile).into()
}

/// The checksum of a set: SHA-256 over place and checksum of every tile, in the order of [`Extent::tiles`].
pub fn set_sha256(tiles: impl IntoIterator<Item = (TileId, [u8; 32])>) -> String {
    let mut hash = Sha256::new();
    for (TileId { z, x, y }, sha256) in tiles {
        hash.update([z]);
        hash.update(x.to_be_bytes());
        hash.update(y.to_be_bytes());
        hash.update(sha256);
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONACO: Bounds = Bounds { west: 7.40, south: 43.72, east: 7.44, north: 43.75 };

    #[test]
    fn tiles_are_those_that_every_map_on_the_web_counts() {
        let at = |z| tile_at(7.42, 43.74, z);
        assert_eq!((at(0), at(10), at(14)), ((0, 0), (533, 373), (8529, 5973)));
    }

    #[test]
    fn the_count_is_that_of_the_walk_and_each_is_contained() {
        let extent = Extent { bounds: MONACO, smallest_zoom: 3, largest_zoom: 15 };
        let tiles: Vec<_> = extent.tiles().collect();
        assert_eq!(extent.count(), tiles.len() as u64);
        assert!(tiles.iter().all(|tile| extent.contains(*tile)));
        assert!(tiles.is_sorted(), "the coarsest first");
        assert!(!extent.contains(TileId { z: 2, x: 2, y: 1 }) && !extent.contains(TileId { z: 14, x: 0, y: 0 }));
    }

    #[test]
    fn a_rectangle_that_is_none_is_told() {
        assert!(MONACO.is_sound());
        for wrong in [
            Bounds { west: 7.44, east: 7.40, ..MONACO },
            Bounds { south: f64::NAN, ..MONACO },
            Bounds { north: 91.0, ..MONACO },
            Bounds { west: -181.0, ..MONACO },
        ] {
            assert!(!wrong.is_sound(), "{wrong:?}");
        }
    }

    #[test]
    fn one_tile_that_is_another_makes_another_checksum() {
        let extent = Extent { bounds: MONACO, smallest_zoom: 12, largest_zoom: 14 };
        let of =
            |spoilt: u64| set_sha256(extent.tiles().zip(0..).map(|(tile, n)| (tile, tile_sha256(if n == spoilt { b"x" } else { b"" }))));
        let whole = of(u64::MAX);
        assert_eq!(whole, of(extent.count()));
        assert!((0..extent.count()).all(|spoilt| of(spoilt) != whole));
    }
}
