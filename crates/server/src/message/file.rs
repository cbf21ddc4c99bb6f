//! A file of messages as lines: our own CSV (module, locale, code, text), or the JSON in which other health campaigns keep theirs
//! (a list of module, locale, code and message).

use crate::import::{Columns, FileFault, MOST_ROWS, Reading, Table};
use serde::Deserialize;

/// Under these headings our own file comes, and under these others'.
const COLUMNS: Columns = Columns {
    known: &[("MODULE", &[]), ("LOCALE", &["LANGUAGE"]), ("CODE", &["KEY"]), ("TEXT", &["MESSAGE", "WORDS"])],
    needed: &["MODULE", "LOCALE", "CODE", "TEXT"],
    lines: &["TEXT"],
};

/// One message as the file has it, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// As a spreadsheet counts; in a list, its place from 1.
    pub(super) row: usize,
    pub(super) module: String,
    pub(super) locale: String,
    pub(super) code: String,
    pub(super) text: String,
}

#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    module: String,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// Reads it as what it is.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>, Vec<FileFault>> {
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if begins == Some(&b'[') { list(bytes) } else { table(bytes) }
}

fn list(bytes: &[u8]) -> Result<Vec<Line>, Vec<FileFault>> {
    let listed: Vec<Listed> = serde_json::from_slice(bytes).map_err(|error| {
        let words = "this is no list of messages: each needs module, locale, code and message, as texts";
        vec![FileFault::of_file(format!("Line {}: {words}.", error.line()))]
    })?;
    if listed.is_empty() {
        return Err(vec![FileFault::of_file("This file is empty.")]);
    }
    if listed.len() > MOST_ROWS {
        return Err(vec![FileFault::of_file(format!("This file has more than {MOST_ROWS} messages. Divide it into smaller files."))]);
    }
    let line = |(row, Listed { module, locale, code, message })| Line { row, module, locale, code, text: message };
    Ok((1..).zip(listed).map(line).collect())
}

fn table(bytes: &[u8]) -> Result<Vec<Line>, Vec<FileFault>> {
    let table = Table::read(bytes, &COLUMNS)?;
    let mut faults = Vec::new();
    let line = |row| {
        let reading = Reading::new(&table, row, &mut faults);
        let cell = |name| reading.cell(name).unwrap_or_default().to_owned();
        Line { row: reading.number(), module: cell("MODULE"), locale: cell("LOCALE"), code: cell("CODE"), text: cell("TEXT") }
    };
    Ok(table.rows.iter().map(line).collect())
}
