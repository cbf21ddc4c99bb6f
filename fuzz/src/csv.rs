//! The files that schools and other services send. Every fault is told by row and column; nothing is guessed.

use chrono::NaiveDate;
use daybook_server::import::tried::{KINDS, read};

/// As every kind of list.
pub fn every_kind(bytes: &[u8]) {
    let today = NaiveDate::from_ymd_opt(2026, 9, 14).unwrap_or_default();
    let lines = 1 + bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    for kind in KINDS.iter().filter(|kind| **kind != "vaccines") {
        let (rows, faults) = read(kind, bytes, today);
        assert!(rows <= lines, "{kind}: no row is made up");
        for fault in faults {
            assert!(fault.row.is_none_or(|row| (1..=lines).contains(&row)), "{kind}: the fault is in a row of the file");
            assert!(!fault.to_string().is_empty());
        }
    }
}
