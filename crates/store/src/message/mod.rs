//! A campaign's own words on the device: laid over those of a form when it is opened, and over the app's own.
//!
//! They are records like any other and come down with their scope. What fits where is not decided here.

use crate::{Result, Store};
use rusqlite::{Params, Row};
use serde::Serialize;

/// Words under a code, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OwnWord"))]
pub struct OwnWord {
    /// The language.
    pub locale: String,
    /// For the app: namespace and key. For a form: its message key.
    pub code: String,
    /// What is said.
    pub text: String,
}

impl Store {
    /// What campaigns say instead of the app's own words; where two of them speak, the later one holds.
    pub fn own_words(&self) -> Result<Vec<OwnWord>> {
        self.words(include_str!("of_app.sql"), [])
    }

    /// What a form's campaign says instead of the form's own words: first what holds for all its forms, then what is this one's.
    pub fn words_of_form(&self, form: &str) -> Result<Vec<OwnWord>> {
        self.words(include_str!("of_form.sql"), [form])
    }

    /// Another one whenever words or forms may have come: what was laid over is then laid over anew.
    pub fn state_of_words(&self) -> Result<String> {
        self.read(|tx| Ok(tx.prepare_cached(include_str!("state.sql"))?.query_row([], |row| row.get(0))?))
    }

    fn words(&self, sql: &str, of: impl Params) -> Result<Vec<OwnWord>> {
        self.read(|tx| Ok(tx.prepare_cached(sql)?.query_map(of, word)?.collect::<rusqlite::Result<_>>()?))
    }
}

fn word(row: &Row<'_>) -> rusqlite::Result<OwnWord> {
    Ok(OwnWord { locale: row.get("locale")?, code: row.get("code")?, text: row.get("text")? })
}
