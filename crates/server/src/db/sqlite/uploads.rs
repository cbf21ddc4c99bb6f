//! Uploads in SQLite.

use super::columns::as_signed;
use super::records::logged;
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, Stage, Taken, Upload, Uploads};
use daybook_record::{ChangeId, DeviceId};
use daybook_wire::push::Unreadable;
use rusqlite::{Row, named_params};

pub(super) fn upload(row: &Row<'_>) -> Result<Upload, DbError> {
    Ok(Upload {
        organisation: row.text("organisation")?,
        id: row.text("id")?,
        device: row.parsed("device")?,
        user: row.parsed("user_id")?,
        sha256: row.text("sha256")?,
        bytes: row.count("bytes")?,
        stage: Stage::parse(&row.text("stage")?).ok_or_else(|| DbError::Damaged("column stage".to_owned()))?,
        lines: row.small("lines")?,
        taken: row.small("taken")?,
        at: row.moment("at")?,
    })
}

impl Uploads for SqliteTx<'_> {
    fn save_upload(&self, upload: &Upload) -> Result<(), DbError> {
        self.tell(
            include_str!("uploads/save_upload.sql"),
            named_params! {
                ":org": upload.organisation, ":id": upload.id, ":device": upload.device.to_string(), ":user": upload.user.to_string(),
                ":sha256": upload.sha256, ":bytes": as_signed(upload.bytes)?, ":stage": upload.stage.as_str(),
                ":lines": upload.lines, ":taken": upload.taken, ":at": upload.at.to_string(),
            },
        )?;
        Ok(())
    }

    fn upload(&self, org: &str, id: &str) -> Result<Option<Upload>, DbError> {
        self.one(include_str!("uploads/upload.sql"), named_params! {":org": org, ":id": id}, upload)
    }

    fn upload_of(&self, org: &str, device: DeviceId, sha256: &str) -> Result<Option<Upload>, DbError> {
        let values = named_params! {":org": org, ":device": device.to_string(), ":sha256": sha256};
        self.one(include_str!("uploads/upload_of.sql"), values, upload)
    }

    fn handed_in_elsewhere(&self, org: &str, device: DeviceId, sha256: &str) -> Result<bool, DbError> {
        let values = named_params! {":org": org, ":device": device.to_string(), ":sha256": sha256};
        Ok(self.one(include_str!("uploads/handed_in_elsewhere.sql"), values, |_| Ok(()))?.is_some())
    }

    fn forget_upload(&self, org: &str, id: &str) -> Result<(), DbError> {
        self.tell(include_str!("uploads/forget_upload.sql"), named_params! {":org": org, ":id": id})?;
        Ok(())
    }

    fn unfinished_uploads(&self) -> Result<Vec<Upload>, DbError> {
        self.all(include_str!("uploads/unfinished.sql"), &[], upload)
    }

    fn uploads(&self, org: &str, most: u32) -> Result<Vec<Upload>, DbError> {
        self.all(include_str!("uploads/uploads.sql"), named_params! {":org": org, ":most": most}, upload)
    }

    fn note_taken(&self, org: &str, upload: &str, place: u32, change: ChangeId, repeated: bool) -> Result<(), DbError> {
        self.tell(
            include_str!("uploads/note_taken.sql"),
            named_params! {":org": org, ":upload": upload, ":place": place, ":change_id": change.to_string(), ":repeated": repeated},
        )?;
        Ok(())
    }

    fn note_unreadable(&self, org: &str, upload: &str, place: u32, unreadable: &Unreadable) -> Result<(), DbError> {
        self.tell(
            include_str!("uploads/note_unreadable.sql"),
            named_params! {":org": org, ":upload": upload, ":place": place, ":line": unreadable.line, ":ticket": unreadable.ticket},
        )?;
        Ok(())
    }

    fn taken(&self, org: &str, upload: &str) -> Result<Vec<Taken>, DbError> {
        let read = |row: &Row<'_>| Ok(Taken { receipt: logged(row)?.receipt, repeated: row.flag("repeated")? });
        self.all(include_str!("uploads/taken.sql"), named_params! {":org": org, ":upload": upload}, read)
    }

    fn unreadable(&self, org: &str, upload: &str) -> Result<Vec<Unreadable>, DbError> {
        let read = |row: &Row<'_>| Ok(Unreadable { line: row.small("line")?, ticket: row.text("ticket")? });
        self.all(include_str!("uploads/unreadable.sql"), named_params! {":org": org, ":upload": upload}, read)
    }
}
