//! What the service remembers, in verbs of the domain, whichever database keeps it.
//!
//! A [`Db`] is blocking on purpose: SQLite is, and one thread per open transaction is what PostgreSQL wants too. Callers in
//! async code go through [`crate::service::Service::read`] and [`crate::service::Service::write`]. Every key begins with
//! the organisation. What is deliberately not here: rules (`ingest`, `people`) and SQL (`sqlite/`).

mod audit;
pub mod conformance;
mod dashboards;
mod devices;
mod error;
mod events;
mod ids;
mod orders;
mod people;
mod pictures;
mod records;
mod releases;
mod rescues;
pub mod sqlite;
mod tickets;
mod uploads;

pub use audit::Audit;
pub use dashboards::Dashboards;
pub use devices::{Device, Devices, SessionRow, Token, TokenUse};
pub use error::DbError;
pub use events::{EventSum, Events};
pub use ids::{GivenId, IdPool, Ids};
pub use orders::{OrderReport, OrderRow, OrderState, Orders};
pub use people::{EPOCH_JUMP, Organisation, People, Team, User};
pub use pictures::{NamedPicture, Pictures};
pub use records::{Doubt, Kept, Logged, Origin, Records};
pub use releases::{ReleaseRow, ReleaseStanding, Releases};
pub use rescues::{RescueRow, Rescues};
pub use tickets::{TicketRow, Tickets};
pub use uploads::{Stage, Taken, Upload, Uploads};

/// Everything that can be asked and told inside one transaction.
pub trait Tx:
    People + Dashboards + Devices + Events + Ids + Orders + Pictures + Records + Releases + Rescues + Tickets + Uploads + Audit
{
    /// Runs `work` so that its failure undoes only what it did itself. Prefer [`savepoint`].
    fn within(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError>;
}

/// A database that keeps the service's memory.
pub trait Db: Send + Sync {
    /// Runs `work` in the one writing transaction; commits when it succeeds. Prefer [`write`].
    fn writing(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError>;
    /// Runs `work` on one unchanging view of what was committed; telling it anything fails. Prefer [`read`].
    fn reading(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError>;
}

/// Runs `work` in a transaction and gives back its result; an error undoes everything.
pub fn write<T, E: From<DbError>>(db: &dyn Db, work: impl FnOnce(&dyn Tx) -> Result<T, E>) -> Result<T, E> {
    carry(work, |work| db.writing(work))
}

/// Runs `work` on one unchanging view and gives back its result.
pub fn read<T, E: From<DbError>>(db: &dyn Db, work: impl FnOnce(&dyn Tx) -> Result<T, E>) -> Result<T, E> {
    carry(work, |work| db.reading(work))
}

/// Runs `work` so that an error undoes only what it did itself.
pub fn savepoint<T, E: From<DbError>>(tx: &dyn Tx, work: impl FnOnce(&dyn Tx) -> Result<T, E>) -> Result<T, E> {
    carry(work, |work| tx.within(work))
}

/// A trait object cannot be generic, so the result travels past it.
fn carry<T, E: From<DbError>>(
    work: impl FnOnce(&dyn Tx) -> Result<T, E>,
    run: impl FnOnce(&mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError>,
) -> Result<T, E> {
    let (mut work, mut result) = (Some(work), None);
    let ran = run(&mut |tx| {
        let outcome = match work.take() {
            Some(work) => work(tx),
            None => return Err(DbError::Undone),
        };
        let done = if outcome.is_ok() { Ok(()) } else { Err(DbError::Undone) };
        result = Some(outcome);
        done
    });
    match (ran, result) {
        (Ok(()), Some(result)) => result,
        (Err(DbError::Undone), Some(Err(error))) => Err(error),
        (Err(error), _) => Err(error.into()),
        (Ok(()), None) => Err(DbError::Undone.into()),
    }
}
