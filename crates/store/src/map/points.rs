//! Households on the map: where they are, and who was visited.

use crate::row::{read, read_if};
use crate::{Result, Store};
use daybook_record::{Moment, RecordId};
use rusqlite::named_params;
use serde::{Deserialize, Serialize};

/// Whether a household was visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Visit {
    /// An entry was made about it.
    Done,
    /// Not yet.
    Waiting,
}

/// An area that is this person's.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AreaCard {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// West, south, east, north, in degrees.
    pub bounds: [f64; 4],
    /// The coarsest zoom of its map.
    pub smallest_zoom: u8,
    /// The finest.
    pub largest_zoom: u8,
}

/// A household that has a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MapPoint {
    /// The household.
    pub household: RecordId,
    /// Who heads it.
    pub head: Option<String>,
    /// How many live there.
    pub members: u32,
    /// Where, in words.
    pub address: Option<String>,
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Metres by which that may be off.
    pub accuracy: Option<f64>,
    /// The number that the service gave it.
    pub registration: Option<String>,
    /// When it was written down.
    pub at: Option<Moment>,
    /// Whether it was visited: an entry was made about it, on whatever day.
    pub visit: Visit,
}

impl Store {
    /// The areas that this person was given.
    pub fn map_areas(&self) -> Result<Vec<AreaCard>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("areas.sql"))?;
            let areas = statement.query_map([], |row| {
                Ok(AreaCard {
                    key: row.get("key")?,
                    name: row.get("name")?,
                    bounds: [row.get("west")?, row.get("south")?, row.get("east")?, row.get("north")?],
                    smallest_zoom: row.get("smallest_zoom")?,
                    largest_zoom: row.get("largest_zoom")?,
                })
            })?;
            Ok(areas.collect::<Result<_, _>>()?)
        })
    }

    /// Every household of the area that has a place.
    pub fn map_points(&self, area: &str) -> Result<Vec<MapPoint>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("points.sql"))?;
            let mut rows = statement.query(named_params! { ":area": area })?;
            let mut points = Vec::new();
            while let Some(row) = rows.next()? {
                points.push(MapPoint {
                    household: read(row, "household")?,
                    head: row.get("head")?,
                    members: row.get::<_, Option<u32>>("members")?.unwrap_or(0),
                    address: row.get("address")?,
                    longitude: row.get("longitude")?,
                    latitude: row.get("latitude")?,
                    accuracy: row.get("accuracy")?,
                    registration: read_if(row, "registration")?,
                    at: row.get::<_, Option<String>>("at")?.as_deref().and_then(Moment::parse),
                    visit: if row.get("done")? { Visit::Done } else { Visit::Waiting },
                });
            }
            Ok(points)
        })
    }
}
