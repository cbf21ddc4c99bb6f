//! SQLite behind the service's verbs: one file, one writer, a few readers, `synchronous=FULL`.
//!
//! The SQL stands in `.sql` files by noun. What is deliberately not here: rules; a statement keeps or finds, nothing more.

mod audit;
mod columns;
pub mod copy;
mod dashboards;
mod devices;
mod events;
mod ids;
mod migrate;
mod orders;
mod people;
mod pictures;
mod records;
mod releases;
mod rescues;
mod tickets;
mod uploads;

use super::{Db, DbError, Tx};
use crate::audit::Head;
use crate::db::Audit as _;
use columns::Columns;
use rusqlite::{Connection, OpenFlags, Row, ToSql};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

pub use migrate::SCHEMA;

/// A database file.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

/// Readers that are kept open; more are opened when they are needed, and closed again.
const IDLE_READERS: usize = 4;

impl Sqlite {
    /// Opens the file, makes it where there is none, and brings its schema up to date. A file of a newer version is
    /// refused and not touched.
    pub fn open(path: &Path) -> Result<Self, DbError> {
        let mut writer = Connection::open(path)?;
        settle(&writer)?;
        migrate::bring_up_to_date(&mut writer)?;
        Ok(Self { path: path.to_owned(), writer: Mutex::new(writer), readers: Mutex::default() })
    }

    /// Opens a copy to be looked at, exactly as it lies there.
    pub fn open_copy(path: &Path) -> Result<Self, DbError> {
        let only = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let (writer, reader) = (Connection::open_with_flags(path, only)?, Connection::open_with_flags(path, only)?);
        Ok(Self { path: path.to_owned(), writer: Mutex::new(writer), readers: Mutex::new(vec![reader]) })
    }

    /// Keeps the end of each trail that grew beside the database, so that a trail that was cut short shows. After the
    /// commit: a head that lags behind is no fault, one that runs ahead would be.
    fn keep_heads(&self, tx: &SqliteTx<'_>) {
        for org in tx.audited.take() {
            let kept = tx.trail_end(&org).and_then(|end| match end {
                Some(link) => Head::beside(&self.path, &org).keep(link).map_err(|error| DbError::Unavailable(error.to_string())),
                None => Ok(()),
            });
            if let Err(error) = kept {
                tracing::error!(%error, "the end of the audit trail could not be kept beside the database");
            }
        }
    }

    fn reader(&self) -> Result<Connection, DbError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(reader) = idle {
            return Ok(reader);
        }
        let reader = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        settle(&reader)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(reader)
    }
}

fn settle(connection: &Connection) -> Result<(), DbError> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

impl Db for Sqlite {
    fn writing(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if !writer.is_autocommit() {
            // Whoever held it panicked half-way: what was not committed never happened.
            writer.execute_batch("ROLLBACK")?;
        }
        let tx = SqliteTx::new(&writer);
        bracket(&tx, "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", work)?;
        self.keep_heads(&tx);
        Ok(())
    }

    fn reading(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError> {
        let reader = self.reader()?;
        let result = bracket(&SqliteTx::new(&reader), "BEGIN DEFERRED", "COMMIT", "ROLLBACK", work);
        let mut idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS && reader.is_autocommit() {
            idle.push(reader);
        }
        result
    }
}

fn bracket(
    tx: &SqliteTx<'_>,
    begin: &str,
    commit: &str,
    undo: &str,
    work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>,
) -> Result<(), DbError> {
    let connection = tx.connection;
    connection.execute_batch(begin)?;
    let result = work(tx).and_then(|()| Ok(connection.execute_batch(commit)?));
    if result.is_err() {
        // A full disk may have undone the transaction already: then this fails and nothing is left to undo.
        let _ = connection.execute_batch(undo);
    }
    result
}

/// One transaction.
struct SqliteTx<'c> {
    connection: &'c Connection,
    /// Organisations whose audit trail grew in it.
    audited: RefCell<BTreeSet<String>>,
}

impl<'c> SqliteTx<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self { connection, audited: RefCell::default() }
    }
}

impl Tx for SqliteTx<'_> {
    fn within(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError> {
        bracket(self, "SAVEPOINT within", "RELEASE within", "ROLLBACK TO within; RELEASE within", work)
    }
}

type Values<'v> = &'v [(&'v str, &'v dyn ToSql)];

impl SqliteTx<'_> {
    /// Tells; gives how many rows that changed.
    fn tell(&self, sql: &str, values: Values<'_>) -> Result<usize, DbError> {
        Ok(self.connection.prepare_cached(sql)?.execute(values)?)
    }

    /// Asks for every row.
    fn all<T>(&self, sql: &str, values: Values<'_>, read: impl Fn(&Row<'_>) -> Result<T, DbError>) -> Result<Vec<T>, DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// Asks for the first row.
    fn one<T>(&self, sql: &str, values: Values<'_>, read: impl Fn(&Row<'_>) -> Result<T, DbError>) -> Result<Option<T>, DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        rows.next()?.map(read).transpose()
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                Code::DiskFull => DbError::OutOfSpace,
                // Names the table and the column, never a value.
                Code::ConstraintViolation => DbError::Refused(error.to_string()),
                Code::DatabaseCorrupt | Code::NotADatabase => DbError::Damaged(failure.to_string()),
                _ => DbError::Unavailable(error.to_string()),
            },
            rusqlite::Error::FromSqlConversionFailure(column, kind, _) => DbError::Damaged(format!("column {column} ({kind})")),
            rusqlite::Error::InvalidColumnType(_, name, kind) => DbError::Damaged(format!("column {name} ({kind})")),
            rusqlite::Error::InvalidColumnName(name) => DbError::Damaged(format!("no column {name}")),
            _ => DbError::Unavailable(error.to_string()),
        }
    }
}
