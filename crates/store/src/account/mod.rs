//! Accounts.
use crate::view::{Account, SyncLine};
use crate::{Result, Store};
use daybook_record::SyncId;

impl Store {
    /// The account of one sync. Every number is derived from receipts.
    pub fn account(&self, _sync: SyncId) -> Result<Option<Account>> {
        unimplemented!()
    }
    /// The latest syncs, newest first.
    pub fn history(&self, _limit: u32) -> Result<Vec<SyncLine>> {
        unimplemented!()
    }
}
