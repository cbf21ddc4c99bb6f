//! Scopes: which parts of what the service holds are on this device, and how far each is fetched.
//!
//! A scope that is taken away leaves only once nothing of it is unsent (law 2). A cursor is moved by `inbox` alone, together
//! with the rows of its page (law 10).

use crate::row::read;
use crate::{Result, Store, StoreError};
use daybook_record::{Moment, Scope};
use rusqlite::{Connection, Row, named_params};

/// A scope that the service gives to this person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeCard {
    /// Which.
    pub scope: Scope,
    /// As people say it.
    pub name: String,
    /// About how many records it holds.
    pub about: u64,
}

/// A scope as the device has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeRow {
    /// Which.
    pub scope: Scope,
    /// As people say it.
    pub name: String,
    /// About how many records it holds.
    pub about: u64,
    /// Where the next page begins; none at the start.
    pub cursor: Option<String>,
    /// True once its last page was seen.
    pub complete: bool,
    /// True where the service no longer gives it: it goes once nothing of it is unsent.
    pub leaving: bool,
    /// Records fetched since it was started.
    pub fetched: u64,
}

impl Store {
    /// What the service gives now. What is no longer in the list begins to leave.
    pub fn assign(&self, cards: &[ScopeCard], at: Moment) -> Result<()> {
        self.write(|tx| {
            tx.execute(include_str!("all_leave.sql"), [])?;
            let mut statement = tx.prepare_cached(include_str!("assign.sql"))?;
            for card in cards {
                statement.execute(named_params! {
                    ":scope": card.scope.to_string(), ":name": card.name, ":about": card.about.cast_signed(), ":at": at.to_string(),
                })?;
            }
            Ok(())
        })
    }

    /// All scopes: reference, then teams, then schools.
    pub fn scopes(&self) -> Result<Vec<ScopeRow>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("list.sql"))?;
            let mut rows = statement.query([])?;
            let mut scopes = Vec::new();
            while let Some(row) = rows.next()? {
                scopes.push(scope_row(row)?);
            }
            scopes.sort_by(|one: &ScopeRow, other| one.scope.cmp(&other.scope));
            Ok(scopes)
        })
    }

    /// Removes the leaving scopes in which nothing is unsent, with all that is in them; gives them.
    pub fn clear_leaving(&self) -> Result<Vec<Scope>> {
        self.write(|tx| {
            let mut statement = tx.prepare_cached(include_str!("can_leave.sql"))?;
            let mut rows = statement.query([])?;
            let mut gone: Vec<Scope> = Vec::new();
            while let Some(row) = rows.next()? {
                gone.push(read(row, "scope")?);
            }
            for scope in &gone {
                tx.execute(include_str!("clear_records.sql"), named_params! { ":scope": scope.to_string() })?;
                tx.execute(include_str!("clear.sql"), named_params! { ":scope": scope.to_string() })?;
            }
            Ok(gone)
        })
    }

    /// Count and sum of marks over what the service holds in the scope, as this device knows it.
    pub fn digest(&self, scope: &Scope) -> Result<(u64, u64)> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("digest.sql"))?;
            let sums = statement.query_row(named_params! { ":scope": scope.to_string() }, |row| {
                Ok((row.get::<_, i64>("count")?.cast_unsigned(), row.get::<_, i64>("sum")?.cast_unsigned()))
            })?;
            Ok(sums)
        })
    }

    /// Fetch this scope from the start again. What is here stays until the new round is complete.
    pub fn restart_scope(&self, scope: &Scope) -> Result<()> {
        self.write(|tx| match tx.execute(include_str!("restart.sql"), named_params! { ":scope": scope.to_string() })? {
            0 => Err(StoreError::UnknownScope),
            _ => Ok(()),
        })
    }
}

fn scope_row(row: &Row<'_>) -> Result<ScopeRow> {
    Ok(ScopeRow {
        scope: read(row, "scope")?,
        name: row.get("name")?,
        about: row.get::<_, i64>("about")?.cast_unsigned(),
        cursor: row.get("cursor")?,
        complete: row.get("complete")?,
        leaving: row.get("leaving")?,
        fetched: row.get::<_, i64>("fetched")?.cast_unsigned(),
    })
}

/// The round of fetching that goes on in a scope.
pub(crate) fn generation(tx: &Connection, scope: &str) -> Result<Option<i64>> {
    use rusqlite::OptionalExtension;
    let mut statement = tx.prepare_cached(include_str!("generation.sql"))?;
    Ok(statement.query_row(named_params! { ":scope": scope }, |row| row.get(0)).optional()?)
}

/// Moves the cursor past a page whose rows are written in this same transaction.
pub(crate) fn advance(tx: &Connection, scope: &str, cursor: &str, fetched: usize, last: bool) -> Result<()> {
    tx.prepare_cached(include_str!("advance.sql"))?.execute(named_params! {
        ":scope": scope, ":cursor": cursor, ":fetched": fetched as i64, ":last": last,
    })?;
    Ok(())
}

/// At the end of a round: what did not arrive in it is no longer at the service.
pub(crate) fn end_round(tx: &Connection, scope: &str) -> Result<()> {
    tx.execute(include_str!("drop_older.sql"), named_params! { ":scope": scope })?;
    tx.execute(include_str!("unmark_older.sql"), named_params! { ":scope": scope })?;
    if tx.execute(include_str!("child_is_elsewhere.sql"), named_params! { ":scope": scope })? > 0 {
        tx.prepare_cached(include_str!("../outbox/let_go.sql"))?.execute([])?;
    }
    Ok(())
}
