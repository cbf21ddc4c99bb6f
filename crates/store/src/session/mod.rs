//! Sessions.
use crate::view::{SessionCard, SessionPage};
use crate::{Result, Store};
use chrono::NaiveDate;
use daybook_record::RecordId;

impl Store {
    /// Every session on the device: today's first, then those to come, then those past.
    pub fn sessions(&self, _today: NaiveDate) -> Result<Vec<SessionCard>> {
        unimplemented!()
    }
    /// A session with its children.
    pub fn session(&self, _session: RecordId, _today: NaiveDate) -> Result<Option<SessionPage>> {
        unimplemented!()
    }
}
