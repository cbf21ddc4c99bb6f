//! Reading columns by name, as what they are. What cannot be read says the column, never the value.

use crate::db::DbError;
use daybook_record::Moment;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// A row, column by column.
pub(super) trait Columns {
    fn text(&self, name: &str) -> Result<String, DbError>;
    fn maybe(&self, name: &str) -> Result<Option<String>, DbError>;
    fn parsed<T: FromStr>(&self, name: &str) -> Result<T, DbError>;
    fn maybe_parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>, DbError>;
    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, DbError>;
    fn maybe_json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, DbError>;
    fn moment(&self, name: &str) -> Result<Moment, DbError>;
    fn maybe_moment(&self, name: &str) -> Result<Option<Moment>, DbError>;
    fn signed(&self, name: &str) -> Result<i64, DbError>;
    fn count(&self, name: &str) -> Result<u64, DbError>;
    fn maybe_count(&self, name: &str) -> Result<Option<u64>, DbError>;
    fn small(&self, name: &str) -> Result<u32, DbError>;
    fn flag(&self, name: &str) -> Result<bool, DbError>;
}

fn unreadable(name: &str) -> DbError {
    DbError::Damaged(format!("column {name}"))
}

impl Columns for Row<'_> {
    fn text(&self, name: &str) -> Result<String, DbError> {
        Ok(self.get(name)?)
    }
    fn maybe(&self, name: &str) -> Result<Option<String>, DbError> {
        Ok(self.get(name)?)
    }
    fn parsed<T: FromStr>(&self, name: &str) -> Result<T, DbError> {
        self.get_ref(name)?.as_str().ok().and_then(|text| text.parse().ok()).ok_or_else(|| unreadable(name))
    }
    fn maybe_parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>, DbError> {
        match self.maybe(name)? {
            Some(text) => text.parse().map(Some).map_err(|_| unreadable(name)),
            None => Ok(None),
        }
    }
    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, DbError> {
        let text = self.get_ref(name)?.as_str().map_err(|_| unreadable(name))?;
        serde_json::from_str(text).map_err(|_| unreadable(name))
    }
    fn maybe_json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, DbError> {
        match self.maybe(name)? {
            Some(text) => serde_json::from_str(&text).map(Some).map_err(|_| unreadable(name)),
            None => Ok(None),
        }
    }
    fn moment(&self, name: &str) -> Result<Moment, DbError> {
        Moment::parse(&self.text(name)?).ok_or_else(|| unreadable(name))
    }
    fn maybe_moment(&self, name: &str) -> Result<Option<Moment>, DbError> {
        match self.maybe(name)? {
            Some(text) => Moment::parse(&text).map(Some).ok_or_else(|| unreadable(name)),
            None => Ok(None),
        }
    }
    fn signed(&self, name: &str) -> Result<i64, DbError> {
        Ok(self.get(name)?)
    }
    fn count(&self, name: &str) -> Result<u64, DbError> {
        u64::try_from(self.signed(name)?).map_err(|_| unreadable(name))
    }
    fn maybe_count(&self, name: &str) -> Result<Option<u64>, DbError> {
        let count: Option<i64> = self.get(name)?;
        count.map(|count| u64::try_from(count).map_err(|_| unreadable(name))).transpose()
    }
    fn small(&self, name: &str) -> Result<u32, DbError> {
        u32::try_from(self.signed(name)?).map_err(|_| unreadable(name))
    }
    fn flag(&self, name: &str) -> Result<bool, DbError> {
        Ok(self.get(name)?)
    }
}

/// A value as JSON text, for a column that SQLite checks.
pub(super) fn as_json<T: Serialize>(value: &T) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|_| DbError::Refused("a value that cannot be written as JSON".to_owned()))
}

/// A number that SQLite can keep.
pub(super) fn as_signed(value: u64) -> Result<i64, DbError> {
    i64::try_from(value).map_err(|_| DbError::Refused("a number past 63 bits".to_owned()))
}
