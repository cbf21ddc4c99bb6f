//! Connections: one that writes, a few that read. SQLCipher underneath, opened so that a file that will not open is left alone.

use crate::key::DatabaseKey;
use crate::migrate;
use crate::{OpenError, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long a connection waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);
/// Readers kept open when nobody reads.
const READERS_KEPT: usize = 4;

/// All connections to one file.
pub(crate) struct Connections {
    readers: Mutex<Vec<Connection>>,
    /// Dropped after the readers: the last to close tidies the write-ahead log away.
    writer: Mutex<Connection>,
    file: PathBuf,
    key: DatabaseKey,
    #[cfg(feature = "faults")]
    pub(crate) faults: crate::fault::Faults,
}

impl Connections {
    /// Makes the file, with its schema and what `first` writes, and closes it again.
    pub(crate) fn make(file: &Path, key: &DatabaseKey, first: impl FnOnce(&Connection) -> Result<()>) -> Result<(), OpenError> {
        let mut connection = open(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        make_ready(&connection)?;
        migrate::run(&mut connection)?;
        first(&connection).map_err(|_| OpenError::Damaged)?;
        connection.close().map_err(|(_, error)| OpenError::from(error))
    }

    /// Opens a file that is there. Whatever is wrong with it, it is not written to before `first` has read from it.
    pub(crate) fn open<T>(file: &Path, key: DatabaseKey, first: impl FnOnce(&Connection) -> Result<T>) -> Result<(Self, T), OpenError> {
        // SQLite would take an empty file for a new database.
        if !std::fs::metadata(file).is_ok_and(|about| about.is_file() && about.len() > 0) {
            return Err(OpenError::Damaged);
        }
        let mut connection = open(file, &key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.query_row("SELECT sum(length(sql)) FROM sqlite_schema", [], |_| Ok(()))?;
        match (migrate::found(&connection)?, migrate::known()) {
            (0, _) => return Err(OpenError::Damaged),
            (found, known) if found > known => return Err(OpenError::NewerVersion { found, known }),
            _ => {}
        }
        let read = first(&connection).map_err(|_| OpenError::Damaged)?;
        make_ready(&connection)?;
        migrate::run(&mut connection)?;
        let connections = Self {
            writer: Mutex::new(connection),
            readers: Mutex::default(),
            file: file.to_owned(),
            key,
            #[cfg(feature = "faults")]
            faults: Default::default(),
        };
        Ok((connections, read))
    }

    /// One short transaction that is on the disk when this returns, or was never there.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        #[cfg(feature = "faults")]
        self.faults.ask(crate::fault::At::Begin)?;
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        #[cfg(feature = "faults")]
        self.faults.ask(crate::fault::At::Commit)?;
        tx.commit()?;
        #[cfg(feature = "faults")]
        self.faults.ask(crate::fault::At::Done)?;
        Ok(done)
    }

    /// Reads a state of the file that does not move while it is read, and never waits for the writer.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        let done = reader.transaction().map_err(Into::into).and_then(|tx| work(&tx));
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS_KEPT {
            readers.push(reader);
        }
        done
    }

    fn open_reader(&self) -> Result<Connection> {
        let reader = open(&self.file, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(reader)
    }
}

fn open(file: &Path, key: &DatabaseKey, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Closing would move the write-ahead log into the file, which may be one that we are about to call damaged.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(&key.pragma())?;
    connection.execute_batch(include_str!("connection.sql"))?;
    Ok(connection)
}

/// Lets the writer write: the file is known to be sound.
fn make_ready(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.execute_batch(include_str!("writer.sql"))
}
