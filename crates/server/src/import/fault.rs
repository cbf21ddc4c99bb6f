//! What is wrong with a file, by row and column, in plain words. Never quotes a value: what stands in the file is about children (law 14).

use crate::db::DbError;
use std::fmt;

/// One thing that is wrong, or worth knowing, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// As a spreadsheet counts: the header is row 1. None where it is about the whole file.
    pub row: Option<usize>,
    /// The heading, as the file writes it; for the catalogue, the key and the field.
    pub column: Option<String>,
    /// What to do about it.
    pub words: String,
}

impl FileFault {
    /// About the whole file.
    pub fn of_file(words: impl Into<String>) -> Self {
        Self { row: None, column: None, words: words.into() }
    }

    /// About a whole row.
    pub fn of_row(row: usize, words: impl Into<String>) -> Self {
        Self { row: Some(row), column: None, words: words.into() }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "Row {row}, {column}: {}", self.words),
            (Some(row), None) => write!(f, "Row {row}: {}", self.words),
            (None, Some(column)) => write!(f, "{column}: {}", self.words),
            (None, None) => f.write_str(&self.words),
        }
    }
}

/// Why a file was not imported. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file does not hold. Every fault that was found, by row.
    #[error("{}", told(.0))]
    Refused(Vec<FileFault>),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl ImportError {
    /// Refuses a file; faults are told from its first row to its last.
    pub(crate) fn refuse(mut faults: Vec<FileFault>) -> Self {
        faults.sort_by_key(|fault| fault.row);
        ImportError::Refused(faults)
    }
}

fn told(faults: &[FileFault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let count = if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) };
    format!("Nothing was imported: {count}.\n{}", lines.join("\n"))
}

/// Row numbers, as a person would say them: `3, 5 and 9`, and not more of them than one reads.
pub(super) fn rows_in_words(rows: &[usize]) -> String {
    const MOST: usize = 5;
    let said: Vec<String> = rows.iter().take(MOST).map(ToString::to_string).collect();
    match said.as_slice() {
        [] => String::new(),
        some if rows.len() > MOST => format!("rows {} and more", some.join(", ")),
        [only] => format!("row {only}"),
        [first @ .., last] => format!("rows {} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_its_row_and_its_column_as_the_person_sees_them() {
        let fault = FileFault { row: Some(3), column: Some("CHILD_LAST_NAME".to_owned()), words: "enter a last name".to_owned() };
        assert_eq!(fault.to_string(), "Row 3, CHILD_LAST_NAME: enter a last name");
    }

    #[test]
    fn many_rows_are_not_all_read_out() {
        assert_eq!(rows_in_words(&[3]), "row 3");
        assert_eq!(rows_in_words(&[3, 4]), "rows 3 and 4");
        assert_eq!(rows_in_words(&[1, 2, 3, 4, 5, 6, 7]), "rows 1, 2, 3, 4, 5 and more");
    }
}
