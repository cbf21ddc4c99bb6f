//! A door for those who try to break the reading of files (`fuzz/`): every kind of file, judged and not written.

use super::table::{Columns, Table};
use super::{FileFault, catalogue, child, school, vaccination};
use chrono::NaiveDate;

/// The kinds of file.
pub const KINDS: [&str; 5] = ["schools", "cohort", "class-list", "vaccinations", "vaccines"];

/// Reads a file as that kind: how many rows were understood, and what was found wrong.
pub fn read(kind: &str, bytes: &[u8], today: NaiveDate) -> (usize, Vec<FileFault>) {
    match kind {
        "schools" => rows(bytes, &school::SCHOOLS, |table, faults| school::read(table, faults).len()),
        "cohort" => rows(bytes, &child::COHORT, |table, faults| child::read(table, None, today, faults).len()),
        "class-list" => rows(bytes, &child::CLASS_LIST, |table, faults| child::read(table, Some("100000"), today, faults).len()),
        "vaccinations" => {
            rows(bytes, &vaccination::VACCINATIONS, |table, faults| vaccination::read(table, &catalogue::built_in(), today, faults).len())
        }
        _ => catalogue::read(bytes).map_or_else(|faults| (0, faults), |vaccines| (vaccines.len(), Vec::new())),
    }
}

fn rows(bytes: &[u8], columns: &Columns, read: impl FnOnce(&Table, &mut Vec<FileFault>) -> usize) -> (usize, Vec<FileFault>) {
    match Table::read(bytes, columns) {
        Ok(table) => {
            let mut faults = Vec::new();
            (read(&table, &mut faults), faults)
        }
        Err(faults) => (0, faults),
    }
}
