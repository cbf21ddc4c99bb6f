//! The outbox.
use crate::{Result, Store};
use daybook_record::{Change, ChangeId, Moment, Receipt, SyncId};

/// A change on its way out.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// Its place in this device's order.
    pub seq: i64,
    /// The change.
    pub change: Change,
    /// Its size before packing.
    pub bytes: u64,
}

impl Store {
    /// Changes of this sync without a receipt, in this device's order, after `after_seq`: at least one if there is any.
    pub fn frozen(&self, _sync: SyncId, _after_seq: i64, _most_changes: u32, _most_bytes: u64) -> Result<Vec<Queued>> {
        unimplemented!()
    }
    /// Notes that these are on their way.
    pub fn mark_sending(&self, _changes: &[ChangeId], _at: Moment) -> Result<()> {
        unimplemented!()
    }
    /// Takes receipts in; gives how many of them settled a change. The only way out of the outbox (law 2).
    pub fn settle(&self, _receipts: &[Receipt], _at: Moment) -> Result<u32> {
        unimplemented!()
    }
    /// How many changes of this sync still have no receipt.
    pub fn frozen_left(&self, _sync: SyncId) -> Result<u32> {
        unimplemented!()
    }
    /// Every change that has a receipt, in this device's order.
    pub fn receipted(&self) -> Result<Vec<ChangeId>> {
        unimplemented!()
    }
    /// The service lost these (it was restored from a backup): they wait again. Their old receipts are kept.
    pub fn reopen(&self, _changes: &[ChangeId]) -> Result<u32> {
        unimplemented!()
    }
}
