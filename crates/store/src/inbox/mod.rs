//! What came from the service.
use crate::{Result, Store};
use daybook_record::{Facts, Kind, Moment, RecordId, Scope, Version};

/// One page of a scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Of which scope.
    pub scope: Scope,
    /// Records as they are now.
    pub records: Vec<Arrived>,
    /// Records that are no longer in the scope.
    pub gone: Vec<Departed>,
    /// Where the next page begins.
    pub cursor: String,
    /// True where there is no next page for now.
    pub last: bool,
}

/// A record as the service holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: RecordId,
    /// Where its last change stands in the order.
    pub version: Version,
    /// Its values.
    pub facts: Facts,
    /// Its part of the scope's sum.
    pub mark: u32,
}

/// A record that is no longer in the scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Departed {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: RecordId,
    /// Where its going stands in the order.
    pub version: Version,
    /// True where it was removed; false where it moved to another scope.
    pub removed: bool,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// New here.
    pub inserted: u32,
    /// Theirs took the place of what was here.
    pub replaced: u32,
    /// Ours waits and says the same.
    pub settled: u32,
    /// Ours waits and stays on the screen.
    pub kept: u32,
    /// Removed, or moved away.
    pub gone: u32,
}

impl Store {
    /// Takes a page in: rows and cursor in one transaction (law 10). A pending record is not overwritten (law 7).
    pub fn apply_page(&self, _page: &Page, _at: Moment) -> Result<Applied> {
        unimplemented!()
    }
}
