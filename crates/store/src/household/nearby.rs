//! Who is near: households by their distance from a place, as the crow flies.

use crate::Result;
use crate::row::read;
use crate::view::Near;
use daybook_record::RecordId;
use rusqlite::{Connection, named_params};
use std::collections::HashMap;

/// Metres of one degree to the north.
const METRES_A_DEGREE: f64 = 111_320.0;
/// Further away is nothing near, unless the campaign says otherwise: about an hour's walk.
const FAR: f64 = 0.05 * METRES_A_DEGREE;

/// The nearest households and how many metres away they are, nearest first.
pub(super) fn nearest(tx: &Connection, from: Near, area: Option<&str>, most: usize) -> Result<Vec<(RecordId, u32)>> {
    let ranges = ranges(tx)?;
    let degrees = ranges.values().copied().fold(FAR, f64::max) / METRES_A_DEGREE;
    let mut statement = tx.prepare_cached(include_str!("between.sql"))?;
    let mut rows = statement.query(named_params! {
        ":south": from.latitude - degrees, ":north": from.latitude + degrees, ":area": area,
    })?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let to = Near { latitude: row.get("latitude")?, longitude: row.get("longitude")? };
        let far = row.get::<_, Option<String>>("area")?.and_then(|area| ranges.get(&area).copied()).unwrap_or(FAR);
        let metres = metres(from, to);
        if f64::from(metres) <= far {
            found.push((read(row, "id")?, metres));
        }
    }
    found.sort_by_key(|(_, metres)| *metres);
    found.truncate(most);
    Ok(found)
}

/// How many metres are near, by area, where its campaign says so.
fn ranges(tx: &Connection) -> Result<HashMap<String, f64>> {
    let mut statement = tx.prepare_cached(include_str!("ranges.sql"))?;
    let ranges = statement.query_map([], |row| Ok((row.get("area")?, row.get("metres")?)))?;
    Ok(ranges.collect::<Result<_, _>>()?)
}

/// How far it is on the flat: exact enough where one can walk.
fn metres(from: Near, to: Near) -> u32 {
    let north = (to.latitude - from.latitude) * METRES_A_DEGREE;
    let east = (to.longitude - from.longitude) * METRES_A_DEGREE * from.latitude.to_radians().cos();
    north.hypot(east).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_of_latitude_is_a_sea_mile_and_one_of_longitude_is_less_further_north() {
        let at = |latitude, longitude| Near { latitude, longitude };
        assert!(metres(at(0.0, 0.0), at(1.0 / 60.0, 0.0)).abs_diff(1_855) < 3);
        assert!(metres(at(60.0, 0.0), at(60.0, 1.0 / 60.0)).abs_diff(928) < 3);
        assert_eq!(metres(at(43.7, 7.4), at(43.7, 7.4)), 0);
    }
}
