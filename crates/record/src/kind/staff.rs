//! Colleagues and their teams, by name: enough to say who gave a vaccine.

use crate::code::Role;
use serde::{Deserialize, Serialize};

/// A colleague. The record's id is the user's id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What this person may do.
    pub role: Role,
}

/// A team, by its key in the scope's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// Short key without spaces: `north`.
    pub key: String,
    /// As people say it.
    pub name: String,
    /// Read out when somebody needs a person.
    #[serde(default)]
    pub phone: Option<String>,
    /// Written to when somebody needs a person.
    #[serde(default)]
    pub email: Option<String>,
}
