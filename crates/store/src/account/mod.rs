//! Accounts: what the service received in one sync. Every number is derived from receipts, never from "the request
//! returned" (law 1).

mod area;
mod school;

use crate::row::{read, read_if};
use crate::view::{Account, SyncLine};
use crate::{Result, Store, entry, run};
use daybook_record::{Kind, Moment, SyncId, Verb};
use rusqlite::{Row, named_params};

impl Store {
    /// The account of one sync; none where there was no such sync.
    pub fn account(&self, sync: SyncId) -> Result<Option<Account>> {
        self.read(|tx| {
            let sync_id = sync.to_string();
            let mut statement = tx.prepare_cached(concat!(include_str!("line.sql"), include_str!("of_sync.sql")))?;
            let mut rows = statement.query(named_params! { ":sync": sync_id })?;
            let Some(run) = rows.next()? else { return Ok(None) };
            let line = line(run)?;
            let mut statement = tx.prepare_cached(concat!(include_str!("../entry/select.sql"), include_str!("../entry/received.sql")))?;
            let received = entry::gather(statement.query(named_params! { ":sync": sync_id })?)?;
            let with_support = received.iter().filter(|entry| entry.row.ticket.is_some()).map(|entry| entry.row.clone()).collect();
            let (batches, received): (Vec<_>, Vec<_>) = received.into_iter().partition(|entry| entry.row.kind == Kind::Batch);
            let (corrected, received): (Vec<_>, Vec<_>) = received.into_iter().partition(corrects_an_earlier_vaccination);
            let (in_areas, received): (Vec<_>, Vec<_>) = received.into_iter().partition(|entry| entry.row.area.is_some());
            Ok(Some(Account {
                sync,
                started_at: line.started_at,
                ended_at: line.ended_at,
                end: line.end,
                total: line.total,
                received: line.received,
                waiting: line.total.saturating_sub(line.received),
                schools: school::by_school_and_day(received),
                areas: area::by_area_and_day(in_areas),
                batches: batches.into_iter().map(|entry| entry.row).collect(),
                vaccination_changes: corrected.into_iter().map(|entry| entry.row).collect(),
                with_support,
                fetched: line.fetched,
                reference: run.get("reference")?,
            }))
        })
    }

    /// The latest syncs, newest first.
    pub fn history(&self, limit: u32) -> Result<Vec<SyncLine>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(concat!(include_str!("line.sql"), include_str!("latest.sql")))?;
            let mut rows = statement.query(named_params! { ":limit": limit })?;
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                lines.push(line(row)?);
            }
            Ok(lines)
        })
    }
}

fn corrects_an_earlier_vaccination(entry: &entry::Entry) -> bool {
    entry.row.kind == Kind::Vaccination && entry.row.verb != Verb::Create && entry.held_before
}

fn line(row: &Row<'_>) -> Result<SyncLine> {
    let moment = |text: Option<String>| text.as_deref().and_then(Moment::parse);
    Ok(SyncLine {
        sync: read(row, "sync_id")?,
        started_at: moment(read_if(row, "started_at")?).ok_or(crate::StoreError::Unreadable("started_at"))?,
        ended_at: moment(read_if(row, "ended_at")?),
        end: run::end_of(row)?,
        total: row.get("total")?,
        received: row.get("received")?,
        with_support: row.get("with_support")?,
        fetched: row.get("fetched")?,
    })
}
