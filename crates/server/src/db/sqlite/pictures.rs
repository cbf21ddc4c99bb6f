//! Pictures in SQLite.

use super::uploads::upload;
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, NamedPicture, Pictures, Upload};
use daybook_record::DeviceId;
use rusqlite::{Row, named_params};

fn named(row: &Row<'_>) -> Result<NamedPicture, DbError> {
    Ok(NamedPicture {
        record: row.parsed("record")?,
        sha256: row.text("sha256")?,
        device: row.parsed("device")?,
        at: row.moment("named_at")?,
    })
}

impl Pictures for SqliteTx<'_> {
    fn name_picture(&self, org: &str, named: &NamedPicture) -> Result<(), DbError> {
        let values = named_params! {
            ":org": org, ":record": named.record.to_string(), ":sha256": named.sha256, ":device": named.device.to_string(),
            ":at": named.at.to_string(),
        };
        self.tell(include_str!("pictures/name.sql"), values).map(drop)
    }

    fn missing_pictures(&self, org: &str, most: u32) -> Result<Vec<NamedPicture>, DbError> {
        self.all(include_str!("pictures/missing.sql"), named_params! {":org": org, ":most": most}, named)
    }

    fn missing_pictures_of(&self, org: &str, device: DeviceId, from: &str, most: u32) -> Result<Vec<String>, DbError> {
        let values = named_params! {":org": org, ":device": device.to_string(), ":from": from, ":most": most};
        self.all(include_str!("pictures/asked_for.sql"), values, |row| row.text("sha256"))
    }

    fn picture_files(&self, org: &str) -> Result<Vec<Upload>, DbError> {
        self.all(include_str!("pictures/files.sql"), named_params! {":org": org}, upload)
    }
}
