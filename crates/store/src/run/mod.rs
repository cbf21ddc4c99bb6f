//! Runs of the sync.
use crate::view::SyncEnd;
use crate::{Result, Store};
use daybook_record::{Moment, SyncId};

/// The set that a sync will send, fixed at its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Which sync.
    pub sync: SyncId,
    /// How many changes: the denominator of the progress line.
    pub changes: u32,
    /// Their size before packing.
    pub bytes: u64,
}

impl Store {
    /// Begins a sync: every change without a receipt belongs to it, later ones do not.
    pub fn begin_sync(&self, _sync: SyncId, _at: Moment) -> Result<Frozen> {
        unimplemented!()
    }
    /// Ends a sync.
    pub fn end_sync(&self, _sync: SyncId, _end: SyncEnd, _reference: Option<String>, _fetched: u32, _at: Moment) -> Result<()> {
        unimplemented!()
    }
    /// At start-up: what still says "running" was interrupted.
    pub fn close_interrupted(&self, _at: Moment) -> Result<u32> {
        unimplemented!()
    }
    /// When the last completed sync ended.
    pub fn last_synced(&self) -> Result<Option<Moment>> {
        unimplemented!()
    }
    /// Syncs that failed since the last one that completed.
    pub fn failures_in_a_row(&self) -> Result<u32> {
        unimplemented!()
    }
}
