//! A child's page.
use crate::view::ChildPage;
use crate::{Result, Store};
use chrono::NaiveDate;
use daybook_record::RecordId;

impl Store {
    /// All about a child, as seen from a session or from the search.
    pub fn child(&self, _child: RecordId, _session: Option<RecordId>, _today: NaiveDate) -> Result<Option<ChildPage>> {
        unimplemented!()
    }
}
