//! Reading one row: each cell by the name of its column, with its fault noted and the reading going on, so that a person
//! who mends a file mends it once.

use super::cell::Cell;
use super::fault::FileFault;
use super::table::{Row, Table};

/// One row, being read.
pub struct Reading<'a> {
    table: &'a Table,
    row: &'a Row,
    faults: &'a mut Vec<FileFault>,
}

impl<'a> Reading<'a> {
    /// Begins with a row. Faults are added to `faults`.
    pub fn new(table: &'a Table, row: &'a Row, faults: &'a mut Vec<FileFault>) -> Self {
        Self { table, row, faults }
    }

    /// Its number, as a spreadsheet shows it.
    pub fn number(&self) -> usize {
        self.row.number
    }

    /// What stands in a cell; none where it is blank, or where the file has no such column.
    pub fn cell(&self, column: &str) -> Option<&'a str> {
        let place = self.table.place(column)?;
        self.row.cells.get(place).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// Notes a fault.
    pub fn fault(&mut self, column: &str, words: impl Into<String>) {
        let column = Some(self.table.heading(column).to_owned());
        self.faults.push(FileFault { row: Some(self.row.number), column, words: words.into() });
    }

    /// A cell that may be blank.
    pub fn read<T>(&mut self, column: &str, as_what: fn(&str) -> Cell<T>) -> Option<T> {
        match as_what(self.cell(column)?) {
            Ok(value) => Some(value),
            Err(words) => {
                self.fault(column, words);
                None
            }
        }
    }

    /// A cell that must not be blank; `missing` says what to do where it is.
    pub fn need<T>(&mut self, column: &str, missing: &str, as_what: fn(&str) -> Cell<T>) -> Option<T> {
        if self.cell(column).is_none() {
            self.fault(column, missing);
            return None;
        }
        self.read(column, as_what)
    }
}

/// The same, line by line; empty lines are none.
pub(super) fn clean_lines(cell: &str) -> String {
    cell.lines().map(clean).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A cell without what nobody sees: blanks around it, doubled ones in it, marks that a copy from elsewhere leaves behind.
pub(super) fn clean(cell: &str) -> String {
    let invisible = |letter: &char| !matches!(letter, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}');
    let seen: String = cell.chars().filter(invisible).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
