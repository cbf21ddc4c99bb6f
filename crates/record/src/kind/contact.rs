//! Whom to ring when something goes wrong out there.

use serde::{Deserialize, Serialize};

/// An SoS contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Her name.
    pub name: String,
    /// What she is there for.
    #[serde(default)]
    pub role: Option<String>,
    /// Her number, as it is dialled.
    pub phone: String,
    /// The key of the area she is there for; none for everywhere.
    #[serde(default)]
    pub area: Option<String>,
    /// Where she stands in the list.
    #[serde(default)]
    pub place: u32,
}
