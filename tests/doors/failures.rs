//! Documents promise a test for each failure, hazard, threat and law: each must be there.

use crate::screens::files_under;
use std::fs;
use std::path::Path;

/// Where tests are written.
const SOURCES: &[&str] = &["crates", "tests", "src-tauri", "ui/src"];

/// What promises tests, in the last column of its tables, and the fewest it names: a table whose form has changed would
/// otherwise promise nothing.
const PROMISES: &[(&str, usize)] =
    &[("docs/FAILURES.md", 40), ("docs/safety/hazard-log.md", 20), ("docs/security.md", 10), ("docs/laws.md", 17)];

#[test]
fn every_test_that_the_documents_promise_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = SOURCES.iter().flat_map(|folder| files_under(&root.join(folder), &["rs", "ts", "tsx"]));
    let sources: String = files.map(|file| fs::read_to_string(file).unwrap()).collect();
    let written = |name: &&&str| {
        [format!("fn {name}("), format!("journey!({name},"), format!("'{name}'"), format!("scenario!({name}")]
            .iter()
            .any(|form| sources.contains(form))
    };
    for (document, fewest) in PROMISES {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let names = promised(&text);
        assert!(names.len() >= *fewest, "only {} were found in {document}: the table's form has changed", names.len());
        let missing: Vec<&&str> = names.iter().filter(|name| !written(name)).collect();
        assert!(missing.is_empty(), "{document} promises what is not there: {missing:#?}");
    }
}

/// What stands between backticks in the last cell of every row.
fn promised(text: &str) -> Vec<&str> {
    let rows = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|--"));
    rows.filter_map(|row| row.rsplit('|').nth(1)).flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}
