//! What can go wrong: on opening, and afterwards. None of it ever quotes what is stored (law 14).

use daybook_record::RecordId;

/// Why a person's folder did not open. Whatever it is, nothing in the folder was changed but the count of tries.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not the code. So many more before a wait.
    #[error("not the offline code; {tries_left} tries left")]
    WrongCode {
        /// Tries before the first wait.
        tries_left: u32,
    },
    /// Too many wrong codes: nothing is tried until the wait is over.
    #[error("too many wrong codes; wait {seconds} seconds")]
    Wait {
        /// Seconds still to wait.
        seconds: u64,
    },
    /// The key that lies elsewhere is not the one, or the folder opens with none now. The code opens it; no try was counted.
    #[error("not the key that was kept elsewhere; the offline code opens it")]
    NotTheKey,
    /// Written by a newer Daybook. This one does not touch it.
    #[error("this data was written by a newer version (schema {found}, this app knows {known}); update the app")]
    NewerVersion {
        /// What the folder says.
        found: u32,
        /// The newest this app knows.
        known: u32,
    },
    /// The code is right or cannot be tried, and the files do not open. They are left as they are, for a rescue.
    #[error("the data on this device does not open; it is left as it is")]
    Damaged,
    /// This person has a folder here already. Nothing is ever created over it.
    #[error("this person already has data on this device")]
    AlreadyThere,
    /// The team has ordered this data to be wiped, and everything unsent was handed in.
    #[error("this data is being wiped")]
    BeingWiped,
    /// The system's source of chance failed.
    #[error("no randomness to be had for a key")]
    NoRandomness,
    /// The file system said no.
    #[error("the folder could not be read or written")]
    Io(#[from] std::io::Error),
    /// The database said no.
    #[error("the database could not be opened")]
    Db(#[source] rusqlite::Error),
}

/// Why a call to an open store failed. The transaction it was in left nothing behind.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such record on this device.
    #[error("no such record here: {0}")]
    Unknown(RecordId),
    /// A removal that the service already has (or may have) cannot be undone here.
    #[error("the removal was already sent")]
    AlreadySent,
    /// A page for a scope that this device was not given.
    #[error("this scope was not given to this device")]
    UnknownScope,
    /// A sync may only be called completed when every change in it holds a receipt (law 1).
    #[error("{left} changes of this sync hold no receipt")]
    StillWaiting {
        /// How many.
        left: u32,
    },
    /// No room left on this device.
    #[error("no room left on this device")]
    DiskFull,
    /// A part of the file is damaged. Close the store and offer a rescue: nothing is written to it any more.
    #[error("a part of the data on this device is damaged")]
    Damaged,
    /// The team has ordered this data to be wiped, and everything was handed in: nothing more is recorded.
    #[error("this data is being wiped")]
    BeingWiped,
    /// Something stored does not read as it should.
    #[error("what is stored does not read as it should: {0}")]
    Unreadable(&'static str),
    /// The file system said no.
    #[error("the folder could not be read or written")]
    Io(#[source] std::io::Error),
    /// The database said no.
    #[error("the database said no")]
    Db(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(NotADatabase | DatabaseCorrupt) => Self::Damaged,
            _ => Self::Db(error),
        }
    }
}

impl StoreError {
    /// True where the file itself is damaged: no other try will do better.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged)
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        // The store's own trouble, told through a reader, stays what it was.
        error.downcast::<StoreError>().unwrap_or_else(|error| match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        })
    }
}

/// SQLITE_IOERR_READ, _SHORT_READ and _CORRUPTFS: the disk no longer gives what was written to it.
const DISK_DOES_NOT_READ: [i32; 3] = [266, 522, 8458];

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase};
        let unread = error.sqlite_error().is_some_and(|error| DISK_DOES_NOT_READ.contains(&error.extended_code));
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::DiskFull,
            Some(NotADatabase | DatabaseCorrupt) => Self::Damaged,
            _ if unread => Self::Damaged,
            _ => Self::Db(error),
        }
    }
}
