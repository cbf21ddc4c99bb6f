//! A file that somebody hands in as dashboards: our own definitions, or another app's configuration.

use super::foreign;
use crate::import::LeftOut;
use daybook_record::dashboard::Definition;
use serde::Deserialize;
use serde_json::Value;

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The dashboards.
    pub definitions: Vec<Definition>,
    /// What could not be converted.
    pub left_out: Vec<LeftOut>,
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// It is no JSON.
    #[error("line {line}, column {column}: this is not JSON")]
    NotJson {
        /// Where.
        line: usize,
        /// Where in it.
        column: usize,
    },
    /// It is something else.
    #[error("this is no file of dashboards: it has neither `dashboards` nor `dashboardConfig`")]
    NotDashboards,
    /// It is one of ours, and does not hold.
    #[error("{0}")]
    Malformed(String),
    /// Something is written in it that means nothing.
    #[error("{0} means nothing here")]
    Unknown(String),
}

/// A file of ours.
#[derive(Deserialize)]
struct File {
    dashboards: Vec<Definition>,
}

/// Reads it as what it is.
pub fn read(bytes: &[u8]) -> Result<Read, NotRead> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| NotRead::NotJson { line: error.line(), column: error.column() })?;
    if let Some(config) = value.get("dashboardConfig") {
        return Ok(foreign::convert(config));
    }
    let Some(written) = value.get("dashboards") else { return Err(NotRead::NotDashboards) };
    let file: File = serde_json::from_slice(bytes).map_err(|error| NotRead::Malformed(error.to_string()))?;
    // What was read and written again has everything that means something: a slip of the pen in an optional field would
    // otherwise be a figure of something else.
    let again = serde_json::to_value(&file.dashboards).map_err(|error| NotRead::Malformed(error.to_string()))?;
    match lost(written, &again, "dashboards") {
        Some(place) => Err(NotRead::Unknown(place)),
        None => Ok(Read { definitions: file.dashboards, left_out: Vec::new() }),
    }
}

/// The first thing that is in `written` and not in `read`.
fn lost(written: &Value, read: &Value, at: &str) -> Option<String> {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => written.iter().find_map(|(name, value)| {
            let at = format!("{at}.{name}");
            match read.get(name) {
                Some(read) => lost(value, read, &at),
                // Nothing is said by it.
                None if matches!(value, Value::Null | Value::Bool(false)) || is_empty(value) => None,
                None => Some(at),
            }
        }),
        (Value::Array(written), Value::Array(read)) => {
            written.iter().zip(read).enumerate().find_map(|(n, (written, read))| lost(written, read, &format!("{at}[{n}]")))
        }
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
}
