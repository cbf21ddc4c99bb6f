//! Scopes: the parts into which what the service holds is cut, so that a device carries only what its person may see.
//!
//! Each scope is pulled with a cursor of its own (law 6): a school newly given starts from nothing while the others go on.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A school's six-digit national number, or a clinic's code.
pub type Urn = String;

/// The URN that stands for "we do not know which school".
pub const UNKNOWN_SCHOOL: &str = "888888";
/// The URN that stands for "taught at home".
pub const HOME_EDUCATED: &str = "999999";

/// One part of what the service holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
pub enum Scope {
    /// What everybody needs: vaccines, locations, staff names.
    Reference,
    /// What a team shares: its batches.
    Team(String),
    /// What belongs to a school: sessions, children and all that is recorded about them.
    School(Urn),
}

/// A text that names no scope.
#[derive(Debug, thiserror::Error)]
#[error("not a scope")]
pub struct NotAScope;

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Reference => f.write_str("reference"),
            Scope::Team(team) => write!(f, "team:{team}"),
            Scope::School(urn) => write!(f, "school:{urn}"),
        }
    }
}

impl FromStr for Scope {
    type Err = NotAScope;
    fn from_str(text: &str) -> Result<Self, NotAScope> {
        match text.split_once(':') {
            None if text == "reference" => Ok(Scope::Reference),
            Some(("team", team)) if !team.is_empty() => Ok(Scope::Team(team.to_owned())),
            Some(("school", urn)) if !urn.is_empty() => Ok(Scope::School(urn.to_owned())),
            _ => Err(NotAScope),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
