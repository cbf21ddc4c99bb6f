//! Contacts: whom to ring when something goes wrong out there. They open while the app is locked, too, and so they are written
//! besides into a small open file in the person's folder: names and numbers of staff, never a word about a patient.

use crate::keyfile::replace;
use crate::{Result, Store, people};
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// The open file's name.
const FILE: &str = "contacts.json";

/// Whom to ring, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ContactRow {
    /// Her name.
    pub name: String,
    /// What she is there for.
    pub role: Option<String>,
    /// Her number, as it is dialled.
    pub phone: String,
    /// The area she is there for, by name; none for everywhere.
    pub area: Option<String>,
}

impl Store {
    /// Whom to ring, in the order that the team has given them.
    pub fn contacts(&self) -> Result<Vec<ContactRow>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("all.sql"))?;
            let rows = statement.query_map([], contact)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Writes them where they can be read without a code. The file is replaced whole or not at all.
    pub fn keep_contacts_beside(&self) -> Result<()> {
        let contacts = self.contacts()?;
        let file = self.folder().join(FILE);
        if contacts.is_empty() && !file.exists() {
            return Ok(());
        }
        let whole = serde_json::to_vec_pretty(&contacts).map_err(|_| crate::StoreError::Unreadable("contacts"))?;
        Ok(replace(&file, &whole)?)
    }
}

fn contact(row: &Row<'_>) -> rusqlite::Result<ContactRow> {
    Ok(ContactRow { name: row.get("name")?, role: row.get("role")?, phone: row.get("phone")?, area: row.get("area")? })
}

/// Whom everybody with a folder under `root` may ring, without a code: each once, whoever worked here last first. A file that
/// does not read is passed over.
pub fn contacts_beside(root: &Path) -> Vec<ContactRow> {
    let mut all: Vec<ContactRow> = Vec::new();
    for person in people(root) {
        let text = fs::read(person.folder.join(FILE)).unwrap_or_default();
        for contact in serde_json::from_slice::<Vec<ContactRow>>(&text).unwrap_or_default() {
            if !all.contains(&contact) {
                all.push(contact);
            }
        }
    }
    all
}
