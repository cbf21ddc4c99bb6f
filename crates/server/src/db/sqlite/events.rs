//! What was used, in SQLite.

use super::{Columns as _, SqliteTx};
use crate::db::{DbError, EventSum, Events};
use chrono::NaiveDate;
use daybook_record::used::Event;
use rusqlite::{Row, named_params};

fn sum(row: &Row<'_>) -> Result<EventSum, DbError> {
    Ok(EventSum {
        what: row.parsed("what")?,
        times: row.count("times")?,
        ms_in_all: row.count("ms_in_all")?,
        ms_most: row.count("ms_most")?,
    })
}

impl Events for SqliteTx<'_> {
    fn take_events(&self, org: &str, request: &str, day: NaiveDate, dropped: u32) -> Result<bool, DbError> {
        let values = named_params! {":org": org, ":request": request, ":day": day.to_string(), ":dropped": dropped};
        Ok(self.tell(include_str!("events/take.sql"), values)? > 0)
    }

    fn count_event(&self, org: &str, event: Event) -> Result<(), DbError> {
        let values = named_params! {":org": org, ":day": event.day.to_string(), ":what": event.what.as_str(), ":ms": event.ms};
        self.tell(include_str!("events/count.sql"), values).map(drop)
    }

    fn forget_event_requests(&self, org: &str, before: NaiveDate) -> Result<(), DbError> {
        self.tell(include_str!("events/forget.sql"), named_params! {":org": org, ":before": before.to_string()}).map(drop)
    }

    fn event_sums(&self, org: &str, since: NaiveDate) -> Result<Vec<EventSum>, DbError> {
        self.all(include_str!("events/sums.sql"), named_params! {":org": org, ":since": since.to_string()}, sum)
    }

    fn events_dropped(&self, org: &str, since: NaiveDate) -> Result<u64, DbError> {
        let values = named_params! {":org": org, ":since": since.to_string()};
        Ok(self.one(include_str!("events/dropped.sql"), values, |row| row.count("dropped"))?.unwrap_or(0))
    }
}
