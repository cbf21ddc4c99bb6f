//! Releases in SQLite.

use super::{Columns as _, SqliteTx};
use crate::db::{DbError, ReleaseRow, ReleaseStanding, Releases};
use daybook_record::DeviceId;
use rusqlite::{Row, named_params};

fn release(row: &Row<'_>) -> Result<ReleaseRow, DbError> {
    Ok(ReleaseRow {
        organisation: row.text("organisation")?,
        id: row.text("id")?,
        user: row.parsed("user_id")?,
        device: row.parsed("device")?,
        words: row.text("words")?,
        secret_hash: row.get("secret_hash")?,
        seal_to: row.text("seal_to")?,
        sealed_key: row.get("sealed_key")?,
        sealed_answer: row.get("sealed_answer")?,
        standing: ReleaseStanding::parse(&row.text("state")?).ok_or_else(|| DbError::Damaged("column state".to_owned()))?,
        asked_at: row.moment("asked_at")?,
        decided_at: row.maybe_moment("decided_at")?,
        decided_by: row.maybe_parsed("decided_by")?,
        note: row.maybe("note")?,
    })
}

impl Releases for SqliteTx<'_> {
    fn save_release(&self, release: &ReleaseRow) -> Result<(), DbError> {
        self.tell(
            include_str!("releases/save_release.sql"),
            named_params! {
                ":org": release.organisation, ":id": release.id, ":user": release.user.to_string(),
                ":device": release.device.to_string(), ":words": release.words, ":secret_hash": release.secret_hash,
                ":seal_to": release.seal_to, ":sealed_key": release.sealed_key, ":sealed_answer": release.sealed_answer,
                ":state": release.standing.as_str(), ":asked_at": release.asked_at.to_string(),
                ":asked_seconds": release.asked_at.seconds(), ":decided_at": release.decided_at.map(|at| at.to_string()),
                ":decided_by": release.decided_by.map(|person| person.to_string()), ":note": release.note,
            },
        )?;
        Ok(())
    }

    fn release(&self, id: &str) -> Result<Option<ReleaseRow>, DbError> {
        self.one(include_str!("releases/release.sql"), named_params! {":id": id}, release)
    }

    fn releases(&self, org: &str, most: u32) -> Result<Vec<ReleaseRow>, DbError> {
        self.all(include_str!("releases/releases.sql"), named_params! {":org": org, ":most": most}, release)
    }

    fn end_releases(&self, org: &str, before: i64, device: Option<DeviceId>) -> Result<usize, DbError> {
        let device = device.map(|device| device.to_string());
        self.tell(include_str!("releases/end_releases.sql"), named_params! {":org": org, ":before": before, ":device": device})
    }
}
