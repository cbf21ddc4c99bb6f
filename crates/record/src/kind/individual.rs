//! A person in a campaign: often without papers, often with a birthday that nobody wrote down.

use super::Around;
use crate::code::Gender;
use crate::fault::{FaultCode, Faults};
use crate::{Moment, RecordId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An identifier from the service's own pool.
pub const POOL: &str = "pool";
/// An identifier that was made on a device because the pool was empty; the service replaces it.
pub const TEMPORARY: &str = "temporary";
/// No person has more papers than that.
pub const MOST_IDENTIFIERS: usize = 10;

/// By what a person is known: `pool`, `temporary`, or the name of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Identifier {
    /// Of which kind.
    pub scheme: String,
    /// As it is written there.
    pub value: String,
}

/// A person in a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Individual {
    /// The key of the area she lives in.
    pub area: String,
    /// Her household.
    #[serde(default)]
    pub household: Option<RecordId>,
    /// Given name.
    pub given_name: String,
    /// Family name, where there is one.
    #[serde(default)]
    pub family_name: Option<String>,
    /// Date of birth.
    #[serde(default)]
    pub date_of_birth: Option<NaiveDate>,
    /// True where only her age is known, about.
    #[serde(default)]
    pub date_of_birth_is_estimated: bool,
    /// As she says.
    #[serde(default)]
    pub gender: Option<Gender>,
    /// By what she is known.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
    /// True where she speaks for the household.
    #[serde(default)]
    pub head: bool,
    /// The same person was registered before: this is she.
    #[serde(default)]
    pub duplicate_of: Option<RecordId>,
    /// When she was last looked at.
    pub at: Moment,
    /// By whom, by name.
    #[serde(default)]
    pub recorded_by: Option<String>,
    /// The number that the service gave her: `P-4K7Q-9ZD`.
    #[serde(default)]
    pub registration: Option<String>,
}

impl Individual {
    /// Looks for what is wrong.
    pub fn check(&self, around: &Around<'_>, faults: &mut Faults) {
        faults.need_text(&self.area, "area");
        faults.need_text(&self.given_name, "given_name");
        faults.at_most(Some(&self.given_name), 100, "given_name");
        faults.at_most(self.family_name.as_deref(), 100, "family_name");
        faults.unless(self.date_of_birth.is_none_or(|day| day <= around.today), "date_of_birth", FaultCode::InTheFuture);
        faults.unless(self.identifiers.len() <= MOST_IDENTIFIERS, "identifiers", FaultCode::TooLong);
        let written = |identifier: &Identifier| {
            let fits = |text: &str, most| !text.trim().is_empty() && text.chars().count() <= most;
            fits(&identifier.scheme, 40) && fits(&identifier.value, 60)
        };
        faults.unless(self.identifiers.iter().all(written), "identifiers", FaultCode::Malformed);
    }

    /// Her name, given name first.
    pub fn name(&self) -> String {
        match &self.family_name {
            Some(family) => format!("{} {family}", self.given_name),
            None => self.given_name.clone(),
        }
    }
}
