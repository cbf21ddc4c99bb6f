//! Entries: this device's changes as a person reads them.
use crate::view::{EntryRow, Unsent};
use crate::{Result, Store};

impl Store {
    /// What waits on this device, in numbers.
    pub fn unsent(&self) -> Result<Unsent> {
        unimplemented!()
    }
    /// What waits on this device, one by one, oldest first.
    pub fn unsent_entries(&self) -> Result<Vec<EntryRow>> {
        unimplemented!()
    }
}
