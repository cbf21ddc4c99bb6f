//! Runs: each press of Sync, from the set frozen at its start to the way it ended. One at a time (law 8).

use crate::row::{from_json, read_if, to_json};
use crate::view::SyncEnd;
use crate::{Result, Store, StoreError, outbox};
use daybook_record::{Moment, SyncId};
use rusqlite::{Connection, OptionalExtension, named_params};

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

impl Frozen {
    /// The set of a sync that only fetches.
    pub fn nothing(sync: SyncId) -> Self {
        Self { sync, changes: 0, bytes: 0 }
    }
}

impl Store {
    /// Begins a sync: every change without a receipt belongs to it, later ones do not. One that still ran is interrupted.
    pub fn begin_sync(&self, sync: SyncId, at: Moment) -> Result<Frozen> {
        self.write_dearly(|tx| {
            interrupt(tx, at)?;
            tx.prepare_cached(include_str!("freeze.sql"))?.execute(named_params! { ":sync": sync.to_string() })?;
            tx.prepare_cached(include_str!("begin.sql"))?.execute(named_params! { ":sync": sync.to_string(), ":at": at.to_string() })?;
            let frozen = tx.query_row(include_str!("frozen.sql"), named_params! { ":sync": sync.to_string() }, |row| {
                Ok(Frozen { sync, changes: row.get("total")?, bytes: row.get::<_, i64>("bytes")?.cast_unsigned() })
            })?;
            Ok(frozen)
        })
    }

    /// Ends a sync. It is only called completed when every change in it holds a receipt.
    pub fn end_sync(&self, sync: SyncId, end: SyncEnd, reference: Option<String>, fetched: u32, at: Moment) -> Result<()> {
        self.write_dearly(|tx| {
            let left = outbox::left(tx, sync)?;
            if end == SyncEnd::Completed && left > 0 {
                return Err(StoreError::StillWaiting { left });
            }
            tx.execute(include_str!("rest.sql"), [])?;
            tx.prepare_cached(include_str!("end.sql"))?.execute(named_params! {
                ":sync": sync.to_string(), ":state": word(end)?, ":reference": reference, ":fetched": fetched, ":at": at.to_string(),
            })?;
            Ok(())
        })
    }

    /// At start-up: what still says "running" was interrupted. Gives how many did.
    pub fn close_interrupted(&self, at: Moment) -> Result<u32> {
        self.write(|tx| interrupt(tx, at))
    }

    /// When the last completed sync ended.
    pub fn last_synced(&self) -> Result<Option<Moment>> {
        self.read(|tx| {
            let ended: Option<String> = tx.query_row(include_str!("last_synced.sql"), [], |row| row.get(0)).optional()?;
            Ok(ended.as_deref().and_then(Moment::parse))
        })
    }

    /// Syncs that failed since the last one that completed. What a person stopped, or a closed lid, did not fail.
    pub fn failures_in_a_row(&self) -> Result<u32> {
        self.read(|tx| Ok(tx.query_row(include_str!("failures.sql"), [], |row| row.get(0))?))
    }
}

fn interrupt(tx: &Connection, at: Moment) -> Result<u32> {
    tx.execute(include_str!("rest.sql"), [])?;
    Ok(tx.execute(include_str!("interrupt.sql"), named_params! { ":at": at.to_string() })? as u32)
}

/// The end as it is written down: its code, without quotes.
fn word(end: SyncEnd) -> Result<String> {
    Ok(to_json(&end)?.trim_matches('"').to_owned())
}

/// The end as it was written down.
pub(crate) fn end_of(row: &rusqlite::Row<'_>) -> Result<SyncEnd> {
    let state: String = read_if(row, "state")?.unwrap_or_default();
    from_json(&format!("\"{state}\""), "state")
}
