//! A copy of the whole database while it serves, by SQLite's own online backup; and whether a copy is sound.

use crate::db::DbError;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Copies the database as it is at one moment. Whoever writes meanwhile is not kept waiting.
pub fn copy(from: &Path, to: &Path) -> Result<(), DbError> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    source.busy_timeout(Duration::from_secs(10))?;
    let mut target = Connection::open(to)?;
    // All of it in one step: in several, every write of the service would make it begin again.
    Backup::new(&source, &mut target)?.run_to_completion(i32::MAX, Duration::from_millis(50), None)?;
    // One file, without a log beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.pragma_update(None, "synchronous", "FULL")?;
    Ok(())
}

/// Reads every page and every index.
pub fn is_sound(path: &Path) -> Result<bool, DbError> {
    let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let said: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok(said == "ok")
}
