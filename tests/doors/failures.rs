//! `docs/FAILURES.md` promises a test for each failure: each must be there.

use crate::screens::files_under;
use std::fs;
use std::path::Path;

/// Where tests are written.
const SOURCES: &[&str] = &["crates", "tests", "src-tauri", "ui/src"];

#[test]
fn every_test_that_the_failures_promise_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promised = fs::read_to_string(root.join("docs/FAILURES.md")).unwrap();
    let rows = promised.lines().filter(|line| line.starts_with('|') && !line.starts_with("| What") && !line.starts_with("|--"));
    let names: Vec<&str> = rows.filter_map(|row| row.rsplit('|').nth(1)).flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(names.len() > 40, "only {} were found: the table's form has changed", names.len());
    let files = SOURCES.iter().flat_map(|folder| files_under(&root.join(folder), &["rs", "ts", "tsx"]));
    let sources: String = files.map(|file| fs::read_to_string(file).unwrap()).collect();
    let written = |name: &&&str| {
        [format!("fn {name}("), format!("journey!({name},"), format!("'{name}'"), format!("scenario!({name}")]
            .iter()
            .any(|form| sources.contains(form))
    };
    let missing: Vec<&&str> = names.iter().filter(|name| !written(name)).collect();
    assert!(missing.is_empty(), "promised, and not there: {missing:#?}");
}
