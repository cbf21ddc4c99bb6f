//! A box of vaccine. The same number with another expiry is another batch; batches are archived, never edited.

use crate::RecordId;
use crate::code::Programme;
use crate::fault::{FaultCode, Faults};
use crate::number::batch_number;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A batch that a team has in its fridge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// The team's key.
    pub team: String,
    /// What it is against.
    pub programme: Programme,
    /// Which product.
    pub vaccine: RecordId,
    /// As printed on the box.
    pub number: String,
    /// The last day it may be used.
    pub expiry: NaiveDate,
    /// True once it is used up or thrown away.
    #[serde(default)]
    pub archived: bool,
}

impl Batch {
    /// Looks for what is wrong.
    pub fn check(&self, faults: &mut Faults) {
        faults.unless(batch_number(&self.number).is_some(), "number", FaultCode::Malformed);
    }
}
