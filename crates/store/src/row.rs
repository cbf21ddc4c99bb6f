//! How a value becomes a column and a column a value, in one place: ids, dates, moments, closed codes, facts.

use crate::{Result, StoreError};
use rusqlite::Row;
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;

/// Reads a text column as an id, a date, a code.
pub(crate) fn read<T: FromStr>(row: &Row<'_>, column: &'static str) -> Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|_| StoreError::Unreadable(column))?;
    text.parse().map_err(|_| StoreError::Unreadable(column))
}

/// The same, where there may be nothing.
pub(crate) fn read_if<T: FromStr>(row: &Row<'_>, column: &'static str) -> Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null().map_err(|_| StoreError::Unreadable(column))? {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| StoreError::Unreadable(column)),
    }
}

/// Reads a text column that holds JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &'static str) -> Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|_| StoreError::Unreadable(column))?;
    from_json(text, column)
}

/// The same, where there may be nothing.
pub(crate) fn json_if<T: DeserializeOwned>(row: &Row<'_>, column: &'static str) -> Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null().map_err(|_| StoreError::Unreadable(column))? {
        None => Ok(None),
        Some(text) => from_json(text, column).map(Some),
    }
}

/// Reads JSON. What it says is never quoted in the error.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable(what))
}

/// Writes JSON.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable("a value that has no JSON"))
}
