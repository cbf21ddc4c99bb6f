//! Bringing a file up to date: numbered steps, each in a transaction of its own; a newer file is left alone.

use crate::db::DbError;
use rusqlite::{Connection, TransactionBehavior};

/// The steps, in order. A shipped one is never edited.
const STEPS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
];

/// The newest schema that this version knows.
pub const SCHEMA: u32 = STEPS.len() as u32;

pub(super) fn bring_up_to_date(connection: &mut Connection) -> Result<(), DbError> {
    loop {
        // Asked again inside the transaction: another process may be doing the same.
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > SCHEMA {
            return Err(DbError::Newer { found, known: SCHEMA });
        }
        let Some(step) = STEPS.get(found as usize) else { return Ok(()) };
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", found + 1)?;
        tx.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shipped_step_is_never_edited() {
        let hashes: Vec<String> = STEPS.iter().map(|step| daybook_wire::batch::sha256(step.as_bytes())).collect();
        assert_eq!(hashes, include_str!("migrations/hashes.txt").lines().collect::<Vec<_>>());
    }
}
