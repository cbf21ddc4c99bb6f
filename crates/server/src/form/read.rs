//! A file that somebody hands in as a form: our own definition, an XLSForm workbook, or another app's pages.

use daybook_form::import::{Ask, ImportError, Imported, LeftOut, Message, pages, xlsform};
use daybook_form::{Definition, FormError, Limits};
use serde_json::Value;
use std::path::Path;

/// What was asked for, beside the file itself.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The file, for its name.
    pub file: &'a Path,
    /// The messages that belong to a page file.
    pub messages: Option<&'a [u8]>,
    /// The language of texts that do not say theirs.
    pub language: &'a str,
    /// The version where the file says none.
    pub version: &'a str,
    /// Make the form even if something has to be left out.
    pub allow_losses: bool,
}

/// Why there is no form.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// Something cannot be converted, and leaving it out was not asked for.
    #[error("{} things cannot be converted", .0.len())]
    Losses(Vec<LeftOut>),
    /// It could not be read or does not hold together.
    #[error(transparent)]
    Import(ImportError),
    /// The same, of our own definition.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The messages are none.
    #[error("the messages are not a list of code, locale and message")]
    Messages,
}

impl From<ImportError> for NotRead {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::LeftOut(left) => Self::Losses(left),
            other => Self::Import(other),
        }
    }
}

/// Reads it as what it is.
pub fn read(bytes: &[u8], asked: &Asked<'_>) -> Result<Imported, NotRead> {
    let limits = Limits::default();
    let ask = Ask {
        id: id_from(asked.file),
        version: asked.version.to_owned(),
        language: asked.language.to_owned(),
        leave_out: asked.allow_losses,
        limits,
    };
    if bytes.starts_with(b"PK") {
        return Ok(xlsform(bytes, &ask)?);
    }
    if is_ours(bytes) {
        return Ok(Imported { definition: Definition::parse(bytes, &limits)?, left_out: Vec::new() });
    }
    let messages: Vec<Message> = match asked.messages {
        Some(messages) => serde_json::from_slice(messages).map_err(|_| NotRead::Messages)?,
        None => Vec::new(),
    };
    Ok(pages(bytes, &messages, &ask)?)
}

/// Only our own definitions say which language has every message. What is no JSON at all is read as ours, too: that error
/// says line and column.
fn is_ours(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).map_or(true, |value| value.get("default_language").is_some())
}

/// The file's name as an id: `Net visit.xlsx` is `Net_visit`.
fn id_from(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let id: String = stem.chars().map(|letter| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '_' }).collect();
    if id.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') { id } else { format!("form_{id}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_its_name_to_a_form_that_has_none() {
        let ids = ["Net visit.xlsx", "2026-nets.json", "Família.xlsx"].map(|name| id_from(Path::new(name)));
        assert_eq!(ids, ["Net_visit", "form_2026-nets", "Fam_lia"]);
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        let asked = Asked { file: Path::new("a.json"), messages: None, language: "en", version: "1", allow_losses: false };
        let refused = read(b"{\n \"id\": }", &asked).unwrap_err();
        assert_eq!(refused.to_string(), "line 2, column 8: this is not JSON");
    }
}
