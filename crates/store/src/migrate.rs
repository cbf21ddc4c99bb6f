//! Migrations: numbered files, each run once, all that are missing in one transaction. A shipped file is never edited.

use rusqlite::{Connection, TransactionBehavior};

/// Every migration ever shipped, oldest first. Number n brings the schema to version n.
pub(crate) const ALL: &[&str] = &[
    include_str!("../migrations/0001_records_and_outbox.sql"),
    include_str!("../migrations/0002_campaigns.sql"),
    include_str!("../migrations/0003_forms.sql"),
    include_str!("../migrations/0004_people.sql"),
    include_str!("../migrations/0005_used.sql"),
];

/// The newest schema this app knows.
pub(crate) fn known() -> u32 {
    u32::try_from(ALL.len()).unwrap_or(u32::MAX)
}

/// The schema the file says it has; 0 where it has none.
pub(crate) fn found(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))
}

/// Brings the schema up to what this app knows. Killed at any point, it leaves the old schema or the new one.
pub(crate) fn run(connection: &mut Connection) -> rusqlite::Result<()> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = found(&tx)?;
    if done == known() {
        return Ok(());
    }
    for migration in ALL.iter().skip(done as usize) {
        tx.execute_batch(migration)?;
    }
    tx.pragma_update(None, "user_version", known())?;
    tx.commit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn a_shipped_migration_is_never_edited() {
        let shipped = [
            "f695b85a20662864b41a9ca2a7faa48dd91a86f71c4a6d655a19303383b9ed59",
            "95424f7f644de529479bed1def1473cfe00985b7be2531b852b3e780d0636889",
            "76e26d0f3838567ddd1873c15f9cbf3b61b5482b854c01c66f02afe3e3f5b5e8",
            "267b77dd10aa5df685a420eb93805b58c8b0e3c4769e7e44b19e913de13905e3",
            "516b41660088149b2d1c52250752eefe2dae0536b473251da0297e3a33c155d7",
        ];
        let now: Vec<String> = ALL.iter().map(|sql| hex::encode(Sha256::digest(sql.as_bytes()))).collect();
        assert_eq!(now, shipped, "write a new migration instead; a new file's hash is added here once");
    }

    /// `schema.sql` is what all migrations together come to, for people to read. Written anew with `DAYBOOK_WRITE=1`.
    #[test]
    fn the_schema_file_says_what_the_migrations_make() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        let made: Vec<String> = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'child_search_%' AND name NOT LIKE 'people_search_%' AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let made = format!("-- Generated from migrations/ by a test; do not edit.\n\n{};\n", made.join(";\n\n"));
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
        if std::env::var_os("DAYBOOK_WRITE").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), made, "run this test once with DAYBOOK_WRITE=1");
    }
}
