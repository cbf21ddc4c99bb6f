//! Recording.
use crate::{Result, Store};
use daybook_record::draft::Entry;
use daybook_record::{ChangeId, Kind, Made, RecordId};
use serde::de::DeserializeOwned;

/// What is on the disk once a call to record returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Which record.
    pub record: RecordId,
    /// The change that waits to be sent; none where nothing was different.
    pub change: Option<ChangeId>,
    /// How many changes this device has made to the record.
    pub revision: u32,
}

impl Store {
    /// Keeps an entry: the record and its change in one transaction. On the disk when it returns.
    pub fn record(&self, _entry: &Entry, _change: ChangeId, _made: Made) -> Result<Saved> {
        unimplemented!()
    }
    /// Removes a record: a change like any other.
    pub fn remove(&self, _kind: Kind, _record: RecordId, _change: ChangeId, _made: Made) -> Result<Saved> {
        unimplemented!()
    }
    /// Takes a removal back, while it has not been sent.
    pub fn restore(&self, _kind: Kind, _record: RecordId, _change: ChangeId, _made: Made) -> Result<Saved> {
        unimplemented!()
    }
    /// A record as its kind, as the screen shows it; none where it is not here or was removed.
    pub fn typed<T: DeserializeOwned>(&self, _kind: Kind, _record: RecordId) -> Result<Option<T>> {
        unimplemented!()
    }
}
