//! Places: what a school or clinic is called on the screens.

use crate::row::json;
use crate::view::AreaLine;
use crate::{Result, Store};
use daybook_record::Urn;
use rusqlite::{Connection, OptionalExtension, named_params};

impl Store {
    /// The areas of campaigns this device was given, by name.
    pub fn areas(&self) -> Result<Vec<AreaLine>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("areas.sql"))?;
            let mut rows = statement.query([])?;
            let mut areas = Vec::new();
            while let Some(row) = rows.next()? {
                areas.push(AreaLine {
                    key: row.get("key")?,
                    name: row.get("name")?,
                    campaign: row.get("campaign")?,
                    documents: json(row, "documents")?,
                });
            }
            Ok(areas)
        })
    }
}

/// The name at the gate; else the name under which the service gave the scope.
pub(crate) fn name(tx: &Connection, urn: &str) -> Result<Option<String>> {
    let mut statement = tx.prepare_cached(include_str!("name.sql"))?;
    let name: Option<Option<String>> = statement.query_row(named_params! { ":urn": urn }, |row| row.get("name")).optional()?;
    Ok(name.flatten())
}

/// The same, or the number itself where nobody has told the name.
pub(crate) fn name_or_number(tx: &Connection, urn: &Urn) -> Result<String> {
    Ok(name(tx, urn)?.unwrap_or_else(|| urn.clone()))
}

/// The name under which the service gave an area, or its key where it has left this device.
pub(crate) fn area_name(tx: &Connection, key: &str) -> Result<String> {
    let mut statement = tx.prepare_cached(include_str!("area_name.sql"))?;
    let name: Option<String> = statement.query_row(named_params! { ":area": key }, |row| row.get("name")).optional()?;
    Ok(name.unwrap_or_else(|| key.to_owned()))
}
