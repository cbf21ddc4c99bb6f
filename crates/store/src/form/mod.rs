//! Forms on the device: which there are, drafts and their pictures, and what was entered.
//!
//! A draft lies on the disk from its first change on and keeps the form it was begun with. Saving an entry is one transaction:
//! record, outbox row, and the draft gone (law 10). What a form means is not known here: answers are JSON.

mod entry;
mod picture;

pub use entry::{Entered, Which};
pub use picture::Attachment;

use crate::row::{json, read, read_if, to_json};
use crate::{Result, Store, StoreError};
use daybook_record::{Moment, RecordId};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Drafts that were discarded can be brought back for so long.
const A_DAY: i64 = 24 * 60 * 60;

/// Which form exactly, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormName {
    /// Which form.
    pub form: String,
    /// Which version of it.
    pub version: String,
    /// Of its canonical bytes.
    pub sha256: String,
    /// Language → title.
    pub title: BTreeMap<String, String>,
}

/// A form that new entries are made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// Which.
    pub name: FormName,
    /// The campaign's key.
    pub campaign: String,
    /// The languages it can be read in.
    pub languages: Vec<String>,
    /// The form itself, as it was published.
    pub definition: String,
    /// Drafts of it, in any version.
    pub drafts: u32,
    /// Entries of it, in any version.
    pub entries: u32,
}

/// A draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftRow {
    /// Which; the entry will have this id.
    pub id: RecordId,
    /// The form it was begun with.
    pub name: FormName,
    /// What is filled in.
    pub answers: Map<String, Value>,
    /// The page it was left on.
    pub page: Option<String>,
    /// About whom it is.
    pub about: Which,
    /// When it was begun.
    pub begun_at: Moment,
    /// When something was last filled in.
    pub changed_at: Moment,
}

impl Store {
    /// The forms that new entries are made with, in the order of the campaign.
    pub fn forms(&self) -> Result<Vec<FormRow>> {
        self.read(|tx| newest(tx, None))
    }

    /// The form that new entries of this id are made with.
    pub fn form(&self, id: &str) -> Result<Option<FormRow>> {
        self.read(|tx| Ok(newest(tx, Some(id))?.pop()))
    }

    /// A form by what it is, also one that is no longer for new entries.
    pub fn form_definition(&self, sha256: &str) -> Result<Option<String>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("definition.sql"))?;
            Ok(statement.query_row(named_params! { ":sha256": sha256 }, |row| row.get(0)).optional()?)
        })
    }

    /// Begins a draft. Those in which nothing was ever filled in are cleared away, and what was discarded a day ago.
    pub fn begin_draft(&self, id: RecordId, form: &FormRow, answers: &Map<String, Value>, about: &Which, at: Moment) -> Result<()> {
        self.write(|tx| {
            tx.execute(include_str!("clear.sql"), named_params! { ":before": at.plus_seconds(-A_DAY).to_string() })?;
            tx.execute(include_str!("clear_forms.sql"), [])?;
            keep_form(tx, form)?;
            tx.execute(
                include_str!("begin.sql"),
                named_params! {
                    ":id": id.to_string(), ":sha256": form.name.sha256, ":answers": to_json(answers)?, ":at": at.to_string(),
                    ":household": about.household.map(|id| id.to_string()), ":individual": about.individual.map(|id| id.to_string()),
                    ":area": about.area,
                },
            )?;
            Ok(())
        })
    }

    /// Drafts in which something was filled in, the last changed first.
    pub fn drafts(&self) -> Result<Vec<DraftRow>> {
        self.read(|tx| drafts(tx, None))
    }

    /// One of them, also where nothing was filled in yet.
    pub fn draft(&self, id: RecordId) -> Result<Option<DraftRow>> {
        self.read(|tx| Ok(drafts(tx, Some(id))?.pop()))
    }

    /// Keeps what is filled in now. On the disk when it returns.
    pub fn save_draft(&self, id: RecordId, answers: &Map<String, Value>, page: Option<&str>, at: Moment) -> Result<()> {
        self.write_dearly(|tx| {
            let values = named_params! { ":id": id.to_string(), ":answers": to_json(answers)?, ":page": page, ":at": at.to_string() };
            there(id, tx.prepare_cached(include_str!("save.sql"))?.execute(values)?)
        })
    }

    /// Puts a draft away; with no time, takes that back.
    pub fn discard_draft(&self, id: RecordId, at: Option<Moment>) -> Result<()> {
        self.write(|tx| {
            let values = named_params! { ":id": id.to_string(), ":at": at.map(|at| at.to_string()) };
            there(id, tx.execute(include_str!("discard.sql"), values)?)
        })
    }

    /// The same draft under another form from now on.
    pub fn carry_draft(&self, id: RecordId, to: &FormRow, answers: &Map<String, Value>, at: Moment) -> Result<()> {
        self.write_dearly(|tx| {
            keep_form(tx, to)?;
            let values =
                named_params! { ":id": id.to_string(), ":sha256": to.name.sha256, ":answers": to_json(answers)?, ":at": at.to_string() };
            there(id, tx.execute(include_str!("carry.sql"), values)?)
        })
    }
}

fn there(id: RecordId, rows: usize) -> Result<()> {
    if rows == 0 { Err(StoreError::Unknown(id)) } else { Ok(()) }
}

fn keep_form(tx: &Connection, form: &FormRow) -> Result<()> {
    let FormName { form: id, version, sha256, title } = &form.name;
    tx.execute(
        include_str!("keep_form.sql"),
        named_params! {
            ":sha256": sha256, ":form": id, ":version": version, ":title": to_json(title)?, ":definition": form.definition,
        },
    )?;
    Ok(())
}

fn newest(tx: &Connection, form: Option<&str>) -> Result<Vec<FormRow>> {
    let mut statement = tx.prepare_cached(include_str!("newest.sql"))?;
    let mut rows = statement.query(named_params! { ":form": form })?;
    let mut forms = Vec::new();
    while let Some(row) = rows.next()? {
        forms.push(FormRow {
            name: name(row)?,
            campaign: row.get("campaign")?,
            languages: json(row, "languages")?,
            definition: row.get("definition")?,
            drafts: row.get("drafts")?,
            entries: row.get("entries")?,
        });
    }
    Ok(forms)
}

fn drafts(tx: &Connection, id: Option<RecordId>) -> Result<Vec<DraftRow>> {
    let mut statement = tx.prepare_cached(include_str!("drafts.sql"))?;
    let mut rows = statement.query(named_params! { ":id": id.map(|id| id.to_string()) })?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        drafts.push(DraftRow {
            id: read(row, "id")?,
            name: name(row)?,
            answers: json(row, "answers")?,
            page: row.get("page")?,
            about: about(row)?,
            begun_at: moment(row, "begun_at")?,
            changed_at: moment(row, "changed_at")?,
        });
    }
    Ok(drafts)
}

fn name(row: &Row<'_>) -> Result<FormName> {
    Ok(FormName { form: row.get("form")?, version: row.get("version")?, sha256: row.get("sha256")?, title: json(row, "title")? })
}

fn about(row: &Row<'_>) -> Result<Which> {
    Ok(Which { household: read_if(row, "household")?, individual: read_if(row, "individual")?, area: row.get("area")? })
}

fn moment(row: &Row<'_>, column: &'static str) -> Result<Moment> {
    let text: String = row.get(column)?;
    Moment::parse(&text).ok_or(StoreError::Unreadable(column))
}
