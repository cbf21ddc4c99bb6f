//! An MBTiles file (version 1.3): SQLite with two tables, rows counted from the south.
//!
//! While it is being made it holds empty tiles too, which say "asked for, and nothing is there"; they go when it is whole.

use super::{MapCard, Tile, vector};
use crate::row::{from_json, to_json};
use crate::{Result, StoreError};
use daybook_record::Moment;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, named_params};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::path::Path;

/// Our own line in the file's metadata, under which the card stands.
const CARD: &str = "daybook";

/// Tiles that are looked into for the names of their layers.
const LOOKED_INTO: u32 = 64;

pub(super) fn io(error: std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
        _ => StoreError::Unreadable("the folder of the maps"),
    }
}

/// Rows are counted from the south there.
fn row_of(tile: Tile) -> u32 {
    turned(tile.z, tile.y)
}

pub(super) fn turned(z: u8, y: u32) -> u32 {
    ((1_u64 << u32::from(z.min(31))) - 1).saturating_sub(u64::from(y)) as u32
}

/// A map in use.
pub(super) struct Ready(Connection);

impl Ready {
    /// None where there is no such file, or it is no database.
    pub(super) fn open(path: &Path) -> Option<Self> {
        if !path.is_file() {
            return None;
        }
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX).map(Self).ok()
    }

    pub(super) fn card(&self) -> Result<MapCard> {
        card(&self.0)?.ok_or(StoreError::Unreadable("a map"))
    }

    pub(super) fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>> {
        let mut statement = self.0.prepare(include_str!("tile.sql"))?;
        let found =
            statement.query_row(named_params! { ":zoom": tile.z, ":column": tile.x, ":row": row_of(tile) }, |row| row.get("tile_data"));
        Ok(found.optional()?)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.0
    }
}

/// A map that is being made.
pub(super) struct Making(Connection);

impl Making {
    pub(super) fn create(path: &Path, card: &MapCard) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(include_str!("schema.sql"))?;
        set(&connection, CARD, &to_json(card)?)?;
        Ok(Self(connection))
    }

    /// None where nothing was begun, or it does not open.
    pub(super) fn open(path: &Path) -> Option<Self> {
        if !path.is_file() {
            return None;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags).map(Self).ok().filter(|making| card(&making.0).is_ok_and(|card| card.is_some()))
    }

    /// True where it is the map that is wanted, and not one of another day.
    pub(super) fn is_of(&self, wanted: &MapCard) -> Result<bool> {
        let same = |begun: MapCard| begun.sha256.is_some() && begun.sha256 == wanted.sha256 && begun.area == wanted.area;
        Ok(card(&self.0)?.is_some_and(same))
    }

    pub(super) fn there(&self) -> Result<BTreeSet<Tile>> {
        let mut statement = self.0.prepare(include_str!("tiles.sql"))?;
        let tiles = statement.query_map([], |row| {
            let z: u8 = row.get("zoom_level")?;
            Ok(Tile { z, x: row.get("tile_column")?, y: turned(z, row.get("tile_row")?) })
        })?;
        Ok(tiles.collect::<Result<_, _>>()?)
    }

    /// In one transaction, on the disk when it returns.
    pub(super) fn add(&mut self, tiles: &[(Tile, Vec<u8>)]) -> Result<()> {
        let tx = self.0.transaction()?;
        {
            let mut statement = tx.prepare(include_str!("add.sql"))?;
            for (tile, data) in tiles {
                statement.execute(named_params! { ":zoom": tile.z, ":column": tile.x, ":row": row_of(*tile), ":data": data })?;
            }
        }
        Ok(tx.commit()?)
    }

    pub(super) fn checksums(&self) -> Result<Vec<(Tile, [u8; 32])>> {
        let mut statement = self.0.prepare(include_str!("tiles.sql"))?;
        let tiles = statement.query_map([], |row| {
            let z: u8 = row.get("zoom_level")?;
            let tile = Tile { z, x: row.get("tile_column")?, y: turned(z, row.get("tile_row")?) };
            Ok((tile, Sha256::digest(row.get_ref("tile_data")?.as_blob()?).into()))
        })?;
        let mut tiles = tiles.collect::<Result<Vec<_>, _>>()?;
        tiles.sort_unstable_by_key(|(tile, _)| *tile);
        Ok(tiles)
    }

    /// Writes what readers of such files want to know, and closes it.
    pub(super) fn close(mut self, at: Moment) -> Result<MapCard> {
        let begun = card(&self.0)?.ok_or(StoreError::Unreadable("a map that is being made"))?;
        let tx = self.0.transaction()?;
        tx.execute_batch(include_str!("drop_empty.sql"))?;
        let whole = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>("tiles")?, row.get::<_, i64>("bytes")?));
        let (tiles, bytes) = tx.query_row(include_str!("count.sql"), [], whole)?;
        let card = MapCard { at, tiles: tiles.unsigned_abs(), bytes: bytes.unsigned_abs(), ..begun };
        let [west, south, east, north] = card.bounds;
        let layers = layers(&tx)?;
        let about = [
            ("name", card.name.clone()),
            ("format", "pbf".to_owned()),
            ("type", "baselayer".to_owned()),
            ("bounds", format!("{west},{south},{east},{north}")),
            ("minzoom", card.smallest_zoom.to_string()),
            ("maxzoom", card.largest_zoom.to_string()),
            ("attribution", card.attribution.clone()),
            ("json", serde_json::json!({ "vector_layers": layers }).to_string()),
            (CARD, to_json(&card)?),
        ];
        for (name, value) in &about {
            set(&tx, name, value)?;
        }
        tx.commit()?;
        self.0.close().map_err(|(_, error)| error)?;
        Ok(card)
    }
}

/// The layers that some of the finest tiles have, as such files list them.
fn layers(tx: &Connection) -> Result<Vec<serde_json::Value>> {
    let mut statement = tx.prepare(include_str!("finest.sql"))?;
    let tiles = statement.query_map(named_params! { ":most": LOOKED_INTO }, |row| row.get::<_, Vec<u8>>("tile_data"))?;
    let mut names = BTreeSet::new();
    for tile in tiles {
        names.extend(vector::layers(&tile?).unwrap_or_default());
    }
    Ok(names.into_iter().map(|id| serde_json::json!({ "id": id, "fields": {} })).collect())
}

fn card(connection: &Connection) -> Result<Option<MapCard>> {
    let text = about(connection, CARD)?;
    text.map(|text| from_json(&text, "a map")).transpose()
}

/// A line of the file's metadata.
pub(super) fn about(connection: &Connection, name: &str) -> Result<Option<String>> {
    let mut statement = connection.prepare(include_str!("about.sql"))?;
    Ok(statement.query_row(named_params! { ":name": name }, |row| row.get("value")).optional()?)
}

fn set(connection: &Connection, name: &str, value: &str) -> Result<()> {
    connection.prepare_cached(include_str!("set_about.sql"))?.execute(named_params! { ":name": name, ":value": value })?;
    Ok(())
}
