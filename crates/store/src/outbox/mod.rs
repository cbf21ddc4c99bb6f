//! The outbox: every change this device ever made, in its own order, each until it has a receipt and beyond.
//!
//! A change leaves by a receipt for exactly that change and revision, and by nothing else (law 2). Settled ones are kept:
//! the accounts are derived from them, and a service restored from a backup is offered them again.

use crate::record::Home;
use crate::row::{json, read, to_json};
use crate::{Result, Store};
use daybook_record::{Change, ChangeId, Kind, Moment, Receipt, RecordId, SyncId};
use rusqlite::{Connection, OptionalExtension, named_params};

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
    /// Changes of this sync without a receipt, in this device's order, after `after_seq`: as many as fit, and at least one if
    /// there is any.
    pub fn frozen(&self, sync: SyncId, after_seq: i64, most_changes: u32, most_bytes: u64) -> Result<Vec<Queued>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("frozen.sql"))?;
            let mut rows =
                statement.query(named_params! { ":sync": sync.to_string(), ":after": after_seq, ":most": most_changes.max(1) })?;
            let (mut batch, mut total) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let bytes = row.get::<_, i64>("bytes")?.cast_unsigned();
                total += bytes;
                if total > most_bytes && !batch.is_empty() {
                    break;
                }
                batch.push(Queued { seq: row.get("seq")?, change: json(row, "change")?, bytes });
            }
            Ok(batch)
        })
    }

    /// Notes that these are on their way.
    pub fn mark_sending(&self, changes: &[ChangeId], at: Moment) -> Result<()> {
        self.write(|tx| {
            let mut statement = tx.prepare_cached(include_str!("sending.sql"))?;
            for change in changes {
                statement.execute(named_params! { ":change_id": change.to_string(), ":at": at.to_string() })?;
            }
            Ok(())
        })
    }

    /// Takes receipts in; gives how many of them settled a change. The only way out of the outbox.
    pub fn settle(&self, receipts: &[Receipt], at: Moment) -> Result<u32> {
        self.write_dearly(|tx| {
            let mut statement = tx.prepare_cached(include_str!("settle.sql"))?;
            let mut settled = 0;
            for receipt in receipts {
                settled += statement.execute(named_params! {
                    ":change_id": receipt.change.to_string(), ":revision": receipt.revision,
                    ":receipt": to_json(receipt)?, ":at": at.to_string(),
                })?;
            }
            tx.prepare_cached(include_str!("let_go.sql"))?.execute([])?;
            Ok(settled as u32)
        })
    }

    /// How many changes of this sync still have no receipt.
    pub fn frozen_left(&self, sync: SyncId) -> Result<u32> {
        self.read(|tx| left(tx, sync))
    }

    /// Every change that has a receipt, in this device's order.
    pub fn receipted(&self) -> Result<Vec<ChangeId>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("receipted.sql"))?;
            let mut rows = statement.query([])?;
            let mut changes = Vec::new();
            while let Some(row) = rows.next()? {
                changes.push(read(row, "change_id")?);
            }
            Ok(changes)
        })
    }

    /// Every receipt this device holds, in its own order.
    pub fn receipts(&self) -> Result<Vec<Receipt>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("receipts.sql"))?;
            let mut rows = statement.query([])?;
            let mut receipts = Vec::new();
            while let Some(row) = rows.next()? {
                receipts.push(json(row, "receipt")?);
            }
            Ok(receipts)
        })
    }

    /// The service lost these (it was restored from a backup): they wait again, as part of the sync that found it out. Their
    /// old receipts are kept beside them.
    pub fn reopen(&self, changes: &[ChangeId], sync: SyncId) -> Result<u32> {
        self.write(|tx| {
            let mut statement = tx.prepare_cached(include_str!("reopen.sql"))?;
            let mut reopened = 0;
            for change in changes {
                reopened += statement.execute(named_params! { ":change_id": change.to_string(), ":sync": sync.to_string() })?;
            }
            tx.prepare_cached(include_str!("grow_sync.sql"))?
                .execute(named_params! { ":sync": sync.to_string(), ":more": reopened as i64 })?;
            Ok(reopened as u32)
        })
    }
}

/// Puts a change at the end of the outbox.
pub(crate) fn add(tx: &Connection, change: &Change, home: &Home) -> Result<()> {
    let text = to_json(change)?;
    tx.prepare_cached(include_str!("add.sql"))?.execute(named_params! {
        ":change_id": change.id.to_string(), ":kind": change.kind.as_str(), ":record": change.record.to_string(),
        ":revision": change.revision, ":child": home.child.map(|child| child.to_string()), ":school": home.school, ":area": home.area,
        ":made_on": change.made.at.date().to_string(), ":bytes": text.len() as i64, ":change": text,
    })?;
    Ok(())
}

/// How many changes were ever recorded here. It never goes down, whatever leaves the outbox.
pub(crate) fn recorded(tx: &Connection) -> Result<u64> {
    let count: i64 = tx.prepare_cached(include_str!("recorded.sql"))?.query_row([], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// The revision of a change that is already here.
pub(crate) fn revision_of(tx: &Connection, change: ChangeId) -> Result<Option<u32>> {
    let mut statement = tx.prepare_cached(include_str!("revision_of.sql"))?;
    Ok(statement.query_row(named_params! { ":change_id": change.to_string() }, |row| row.get(0)).optional()?)
}

/// How many changes this device has made to the record.
pub(crate) fn last_revision(tx: &Connection, kind: Kind, record: RecordId) -> Result<u32> {
    let mut statement = tx.prepare_cached(include_str!("last_revision.sql"))?;
    Ok(statement.query_row(named_params! { ":kind": kind.as_str(), ":record": record.to_string() }, |row| row.get(0))?)
}

/// True where the last change made here is still only here, and not on its way.
pub(crate) fn last_is_unsent(tx: &Connection, kind: Kind, record: RecordId) -> Result<bool> {
    let mut statement = tx.prepare_cached(include_str!("last_is_unsent.sql"))?;
    let unsent = statement.query_row(named_params! { ":kind": kind.as_str(), ":record": record.to_string() }, |row| row.get(0));
    Ok(unsent.optional()?.unwrap_or(false))
}

/// How many changes of this sync still have no receipt.
pub(crate) fn left(tx: &Connection, sync: SyncId) -> Result<u32> {
    let mut statement = tx.prepare_cached(include_str!("left.sql"))?;
    Ok(statement.query_row(named_params! { ":sync": sync.to_string() }, |row| row.get(0))?)
}
