//! What was used, until it is sent. At most so many; the oldest are dropped first, and counted. Losing it loses nobody's work, so
//! that it never stands in the way of a record: it lies in a table of its own and is read by nothing else.

use crate::row::read;
use crate::view::{UsageCard, UsedRow};
use crate::{Result, Store};
use daybook_record::used::Event;
use rusqlite::{Connection, named_params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// No more of them wait.
pub const MOST_USED: u32 = 5_000;

/// The setting that counts what was dropped since the last request.
const DROPPED: &str = "used_dropped";
/// The setting that holds the request that is under way.
const ASKED: &str = "used_asked";

/// What is sent at once.
#[derive(Clone, Debug, PartialEq)]
pub struct UsedBatch {
    /// Its name, the same until the service has it.
    pub request: Uuid,
    /// How many were dropped before it.
    pub dropped: u32,
    /// What was used, oldest first.
    pub events: Vec<Event>,
}

#[derive(Serialize, Deserialize)]
struct Asked {
    request: Uuid,
    dropped: u32,
}

impl Store {
    /// Notes that something was used.
    pub fn note_used(&self, event: Event) -> Result<()> {
        self.write(|tx| {
            let values = named_params! { ":what": event.what.as_str(), ":ms": event.ms, ":day": event.day.to_string() };
            tx.prepare_cached(include_str!("note.sql"))?.execute(values)?;
            let dropped = tx.prepare_cached(include_str!("drop_oldest.sql"))?.execute(named_params! { ":most": MOST_USED })?;
            if dropped > 0 {
                let before: u32 = crate::setting::get(tx, DROPPED)?.unwrap_or(0);
                crate::setting::set(tx, DROPPED, Some(&before.saturating_add(u32::try_from(dropped).unwrap_or(u32::MAX))))?;
            }
            Ok(())
        })
    }

    /// What is to be sent next, at most so many: what was begun and has no answer yet comes again under its name. None where nothing
    /// waits.
    pub fn used_batch(&self, fresh: Uuid, most: usize) -> Result<Option<UsedBatch>> {
        self.write(|tx| {
            let asked: Option<Asked> = crate::setting::get(tx, ASKED)?;
            let asked = match asked {
                Some(asked) => asked,
                None => {
                    let asked = Asked { request: fresh, dropped: crate::setting::get(tx, DROPPED)?.unwrap_or(0) };
                    let most = i64::try_from(most).unwrap_or(i64::MAX);
                    let some = tx.execute(include_str!("begin.sql"), named_params! { ":request": fresh.to_string(), ":most": most })?;
                    if some == 0 {
                        return Ok(None);
                    }
                    crate::setting::set(tx, ASKED, Some(&asked))?;
                    crate::setting::set::<u32>(tx, DROPPED, None)?;
                    asked
                }
            };
            Ok(Some(UsedBatch { request: asked.request, dropped: asked.dropped, events: under_way(tx)? }))
        })
    }

    /// The service has it.
    pub fn used_sent(&self, request: Uuid) -> Result<()> {
        self.write(|tx| {
            tx.execute(include_str!("sent.sql"), named_params! { ":request": request.to_string() })?;
            crate::setting::set::<Asked>(tx, ASKED, None)
        })
    }

    /// Nothing is to be counted: what waits goes too.
    pub fn forget_used(&self) -> Result<()> {
        self.write(|tx| {
            tx.execute(include_str!("forget.sql"), [])?;
            crate::setting::set::<Asked>(tx, ASKED, None)?;
            crate::setting::set::<u32>(tx, DROPPED, None)
        })
    }

    /// What waits, as it is shown.
    pub fn usage(&self, counted: bool) -> Result<UsageCard> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("waiting.sql"))?;
            let mut rows = statement.query([])?;
            let mut waiting = Vec::new();
            while let Some(row) = rows.next()? {
                waiting.push(UsedRow { what: read(row, "what")?, times: row.get("times")? });
            }
            Ok(UsageCard { counted, waiting, dropped: crate::setting::get(tx, DROPPED)?.unwrap_or(0) })
        })
    }
}

fn under_way(tx: &Connection) -> Result<Vec<Event>> {
    let mut statement = tx.prepare_cached(include_str!("under_way.sql"))?;
    let mut rows = statement.query([])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(Event { what: read(row, "what")?, ms: row.get("ms")?, day: read(row, "day")? });
    }
    Ok(events)
}
