//! Finding a child.
use crate::view::{ChildQuery, ChildRow};
use crate::{Result, Store};
use chrono::NaiveDate;

impl Store {
    /// Children who fit, best first where there is a text, else by family name. Without a session at most 200.
    pub fn find_children(&self, _query: &ChildQuery, _today: NaiveDate) -> Result<Vec<ChildRow>> {
        unimplemented!()
    }
}
