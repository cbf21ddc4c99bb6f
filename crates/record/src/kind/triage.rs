//! A nurse's decision after reading the health answers.

use super::LONGEST_NOTE;
use crate::code::{Programme, TriageStatus};
use crate::fault::Faults;
use crate::{Moment, RecordId};
use serde::{Deserialize, Serialize};

/// May this child be vaccinated?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Triage {
    /// Whose.
    pub child: RecordId,
    /// For what.
    pub programme: Programme,
    /// The decision.
    pub status: TriageStatus,
    /// Why.
    #[serde(default)]
    pub notes: Option<String>,
    /// When.
    pub at: Moment,
    /// By whom, by name.
    #[serde(default)]
    pub recorded_by: Option<String>,
}

impl Triage {
    /// Looks for what is wrong.
    pub fn check(&self, faults: &mut Faults) {
        faults.at_most(self.notes.as_deref(), LONGEST_NOTE, "notes");
    }
}
