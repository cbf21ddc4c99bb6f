//! The inbox: what came from the service, a page at a time. Rows and cursor in one transaction (law 10), kept short: what
//! can be worked out beforehand is, so that a Save never waits long.
//!
//! What becomes of each record is `record::decide`; it is asked inside the transaction, so that a nurse who saves at that
//! very moment is not overruled. What is deliberately not here: in which order scopes and pages are asked for (`sync`).

mod arrive;
mod depart;

use crate::{Result, Store, StoreError, scope};
use arrive::Prepared;
use daybook_record::{Action, Facts, Kind, Moment, RecordId, Scope, Version};

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
    /// Takes a page in: rows and cursor in one transaction. A pending record is not overwritten (law 7).
    pub fn apply_page(&self, page: &Page, _at: Moment) -> Result<Applied> {
        let scope = page.scope.to_string();
        let records: Vec<Prepared<'_>> = page.records.iter().map(Prepared::new).collect::<Result<_>>()?;
        self.write(|tx| {
            let generation = scope::generation(tx, &scope)?.ok_or(StoreError::UnknownScope)?;
            let mut applied = Applied::default();
            for record in &records {
                match arrive::take(tx, &scope, generation, record)? {
                    Some(Action::Insert) => applied.inserted += 1,
                    Some(Action::Replace) => applied.replaced += 1,
                    Some(Action::Settle) => applied.settled += 1,
                    Some(Action::KeepMine) => applied.kept += 1,
                    None => {}
                }
            }
            for gone in &page.gone {
                applied.gone += u32::from(depart::let_go(tx, &scope, gone)?);
            }
            for record in &records {
                arrive::obey_support(tx, record)?;
            }
            scope::advance(tx, &scope, &page.cursor, page.records.len(), page.last)?;
            if page.last {
                scope::end_round(tx, &scope)?;
            }
            Ok(applied)
        })
    }
}
