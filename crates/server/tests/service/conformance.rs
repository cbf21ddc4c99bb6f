//! The one suite that every database must pass, on SQLite.

use daybook_server::ActualWorld;
use daybook_server::db::{conformance, sqlite::Sqlite};

#[test]
fn sqlite_keeps_what_the_service_remembers() {
    let folder = tempfile::tempdir().unwrap();
    let db = Sqlite::open(&folder.path().join("daybook.sqlite")).unwrap();
    conformance::conforms(&db, &ActualWorld::default()).unwrap();
}
