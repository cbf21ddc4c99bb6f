//! What was used, added up.

use super::DbError;
use chrono::NaiveDate;
use daybook_record::used::{Event, Used};

/// What came together of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventSum {
    /// What.
    pub what: Used,
    /// How often.
    pub times: u64,
    /// How long all of it took, in milliseconds.
    pub ms_in_all: u64,
    /// The longest.
    pub ms_most: u64,
}

/// Verbs about what was used.
pub trait Events {
    /// Notes that a request is counted. False where it was before.
    fn take_events(&self, org: &str, request: &str, day: NaiveDate, dropped: u32) -> Result<bool, DbError>;
    /// Adds one.
    fn count_event(&self, org: &str, event: Event) -> Result<(), DbError>;
    /// Forgets requests from before that day; what they counted stays.
    fn forget_event_requests(&self, org: &str, before: NaiveDate) -> Result<(), DbError>;
    /// What came together since that day, most first.
    fn event_sums(&self, org: &str, since: NaiveDate) -> Result<Vec<EventSum>, DbError>;
    /// How many devices had no room for, of the last month.
    fn events_dropped(&self, org: &str, since: NaiveDate) -> Result<u64, DbError>;
}
