//! Pictures: kept before anything names them, handed in before the change that names them is sent, and never deleted before that.

use crate::row::read;
use crate::{Result, Store};
use daybook_record::{Moment, RecordId};
use rusqlite::{OptionalExtension, named_params};

/// A picture with its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Store {
    /// Keeps a picture under the SHA-256 of its bytes. The same once more changes nothing.
    pub fn keep_attachment(&self, sha256: &str, media_type: &str, bytes: &[u8], at: Moment) -> Result<()> {
        self.write_dearly(|tx| {
            let values = named_params! { ":sha256": sha256, ":media_type": media_type, ":bytes": bytes, ":at": at.to_string() };
            tx.prepare_cached(include_str!("keep.sql"))?.execute(values)?;
            Ok(())
        })
    }

    /// What kind of picture it is, and its bytes.
    pub fn attachment(&self, sha256: &str) -> Result<Option<(String, Vec<u8>)>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("attachment.sql"))?;
            let found = statement.query_row(named_params! { ":sha256": sha256 }, |row| Ok((row.get("media_type")?, row.get("bytes")?)));
            Ok(found.optional()?)
        })
    }

    /// The pictures of this device that a record names.
    pub fn attachments_of(&self, record: RecordId) -> Result<Vec<Attachment>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("named.sql"))?;
            let mut rows = statement.query(named_params! { ":record": record.to_string() })?;
            let mut pictures = Vec::new();
            while let Some(row) = rows.next()? {
                pictures.push(Attachment { sha256: read(row, "sha256")?, bytes: row.get("bytes")? });
            }
            Ok(pictures)
        })
    }

    /// The oldest picture that an entry names and the service has not got; none where it has all of them.
    pub fn attachment_that_waits(&self) -> Result<Option<Attachment>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("waits.sql"))?;
            let mut rows = statement.query([])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            Ok(Some(Attachment { sha256: read(row, "sha256")?, bytes: row.get("bytes")? }))
        })
    }

    /// The service has it.
    pub fn attachment_handed_in(&self, sha256: &str, at: Moment) -> Result<()> {
        self.write(|tx| {
            tx.prepare_cached(include_str!("handed_in.sql"))?.execute(named_params! { ":sha256": sha256, ":at": at.to_string() })?;
            Ok(())
        })
    }
}
