//! Rescue files in SQLite.

use super::columns::{as_json, as_signed};
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, RescueRow, Rescues};
use daybook_record::DeviceId;
use rusqlite::{Row, named_params};

fn rescue(row: &Row<'_>) -> Result<RescueRow, DbError> {
    Ok(RescueRow {
        sha256: row.text("sha256")?,
        stored_under: row.parsed("stored_under")?,
        bytes: row.count("bytes")?,
        handed_in_by: row.parsed("handed_in_by")?,
        handed_in_at: row.moment("handed_in_at")?,
        about: row.json("about")?,
        signed: row.flag("signed")?,
        outcome: row.json("outcome")?,
    })
}

impl Rescues for SqliteTx<'_> {
    fn save_rescue(&self, org: &str, rescue: &RescueRow) -> Result<(), DbError> {
        self.tell(
            include_str!("rescues/save_rescue.sql"),
            named_params! {
                ":org": org, ":sha256": rescue.sha256, ":reference": rescue.outcome.reference,
                ":stored_under": rescue.stored_under.to_string(), ":bytes": as_signed(rescue.bytes)?,
                ":handed_in_by": rescue.handed_in_by.to_string(), ":handed_in_at": rescue.handed_in_at.to_string(),
                ":about": as_json(&rescue.about)?, ":signed": rescue.signed, ":outcome": as_json(&rescue.outcome)?,
            },
        )?;
        Ok(())
    }

    fn rescue(&self, org: &str, sha256: &str) -> Result<Option<RescueRow>, DbError> {
        self.one(include_str!("rescues/rescue.sql"), named_params! {":org": org, ":sha256": sha256}, rescue)
    }

    fn rescues(&self, org: &str, most: u32) -> Result<Vec<RescueRow>, DbError> {
        self.all(include_str!("rescues/rescues.sql"), named_params! {":org": org, ":most": most}, rescue)
    }

    fn unreadable_ticket(&self, org: &str, device: DeviceId, sha256: &str) -> Result<Option<String>, DbError> {
        let values = named_params! {":org": org, ":device": device.to_string(), ":sha256": sha256};
        self.one(include_str!("rescues/unreadable.sql"), values, |row| row.text("ticket"))
    }

    fn save_unreadable_ticket(&self, org: &str, device: DeviceId, sha256: &str, ticket: &str) -> Result<(), DbError> {
        let values = named_params! {":org": org, ":device": device.to_string(), ":sha256": sha256, ":ticket": ticket};
        self.tell(include_str!("rescues/save_unreadable.sql"), values)?;
        Ok(())
    }
}
