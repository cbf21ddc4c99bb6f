//! A session: a team at a school, on one or several days, with the programmes given there.

use crate::code::Programme;
use crate::scope::Urn;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A visit to a school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Where.
    pub location: Urn,
    /// The team's key.
    pub team: String,
    /// On which days, earliest first.
    pub dates: Vec<NaiveDate>,
    /// What is given there.
    pub programmes: Vec<Programme>,
    /// True where children are registered before they are vaccinated.
    #[serde(default)]
    pub registration_required: bool,
}
