//! What can go wrong with the database, by what can be done about it. Never quotes a stored value (law 14).

/// A database's failure.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// It does not answer, or not now; the same may work later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The disk is full.
    #[error("the database has no room left")]
    OutOfSpace,
    /// A rule of the schema does not hold: what was to be kept contradicts what is kept.
    #[error("the database refused this: {0}")]
    Refused(String),
    /// What is kept cannot be read back.
    #[error("what is kept cannot be read: {0}")]
    Damaged(String),
    /// A newer version has written this.
    #[error(
        "this data folder was written by a newer version of daybook-server (its schema is {found}, this version knows {known}): update daybook-server; nothing was changed"
    )]
    Newer {
        /// The schema that was found.
        found: u32,
        /// The newest schema that this version knows.
        known: u32,
    },
    /// The work itself failed and was undone.
    #[error("undone")]
    Undone,
}

impl DbError {
    /// True where the same change would fail again however often it is tried.
    pub fn is_lasting(&self) -> bool {
        matches!(self, DbError::Refused(_) | DbError::Damaged(_))
    }
}
