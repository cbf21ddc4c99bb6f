//! A row of the record table, as the rules that write need it.

use crate::Result;
use crate::row::json;
use daybook_record::{Facts, Kind, RecordId, Version};
use rusqlite::{Connection, named_params};

/// A record as this device holds it.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) place: i64,
    pub(crate) scope: Option<String>,
    pub(crate) facts: Facts,
    pub(crate) removed: bool,
    pub(crate) base_version: Option<Version>,
    /// The service's version behind what the screen shows.
    pub(crate) seen_version: Option<Version>,
    /// The service holds it in `scope`.
    pub(crate) marked: bool,
    pub(crate) generation: i64,
    /// Something of the record itself is still to be sent.
    pub(crate) pending: bool,
    /// The same, or something of the child that it is.
    pub(crate) needed: bool,
}

/// The record, if it is here; removed ones too.
pub(crate) fn load(tx: &Connection, kind: Kind, id: RecordId) -> Result<Option<Held>> {
    let mut statement = tx.prepare_cached(include_str!("load.sql"))?;
    let mut rows = statement.query(named_params! { ":kind": kind.as_str(), ":id": id.to_string() })?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Held {
        place: row.get("place")?,
        scope: row.get("scope")?,
        facts: json(row, "facts")?,
        removed: row.get("removed")?,
        base_version: row.get::<_, Option<i64>>("base_version")?.map(i64::cast_unsigned),
        seen_version: row.get::<_, Option<i64>>("seen_version")?.map(i64::cast_unsigned),
        marked: row.get("marked")?,
        generation: row.get("generation")?,
        pending: row.get("pending")?,
        needed: row.get("needed")?,
    }))
}
