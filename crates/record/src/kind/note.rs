//! Something worth writing down about a child.

use super::LONGEST_NOTE;
use crate::fault::Faults;
use crate::{Moment, RecordId};
use serde::{Deserialize, Serialize};

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// About whom.
    pub child: RecordId,
    /// Up to 1,000 characters.
    #[serde(default)]
    pub text: String,
    /// When.
    pub at: Moment,
    /// By whom, by name.
    #[serde(default)]
    pub recorded_by: Option<String>,
}

impl Note {
    /// Looks for what is wrong.
    pub fn check(&self, faults: &mut Faults) {
        faults.need_text(&self.text, "text");
        faults.at_most(Some(&self.text), LONGEST_NOTE, "text");
    }
}
