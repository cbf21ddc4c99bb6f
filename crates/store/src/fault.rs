//! Faults of the disk, for tests of whole systems only (feature `faults`): every write asks what is to become of it.

use crate::{Result, Store};
use std::sync::OnceLock;

/// Where a write stands when it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Nothing is written yet.
    Begin,
    /// Everything is said, nothing is committed.
    Commit,
    /// It is on the disk, and nobody has been told.
    Done,
}

/// Says what becomes of a write: an error before the end leaves nothing behind.
pub type Fault = dyn Fn(At) -> Result<()> + Send + Sync;

/// The faults of one file, if any were set.
#[derive(Default)]
pub(crate) struct Faults(OnceLock<Box<Fault>>);

impl Faults {
    pub(crate) fn ask(&self, at: At) -> Result<()> {
        self.0.get().map_or(Ok(()), |fault| fault(at))
    }
}

impl Store {
    /// From now on every write asks `fault`. Once a store: a process that died is opened again.
    pub fn set_fault(&self, fault: Box<Fault>) {
        let _ = self.faults().0.set(fault);
    }
}
