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
    /// What everybody needs: vaccines, locations, staff names, campaigns and their areas.
    Reference,
    /// What a team shares: its batches.
    Team(String),
    /// What belongs to a school: sessions, children and all that is recorded about them.
    School(Urn),
    /// What belongs to an area of a campaign: households, people, form entries.
    Area(String),
    /// A campaign's forms.
    Forms(String),
    /// A campaign's words in other languages.
    Messages(String),
    /// A campaign's figures.
    Dashboards(String),
    /// Whom to ring.
    Contacts,
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
            Scope::Area(key) => write!(f, "area:{key}"),
            Scope::Forms(campaign) => write!(f, "forms:{campaign}"),
            Scope::Messages(campaign) => write!(f, "messages:{campaign}"),
            Scope::Dashboards(campaign) => write!(f, "dashboards:{campaign}"),
            Scope::Contacts => f.write_str("contacts"),
        }
    }
}

impl FromStr for Scope {
    type Err = NotAScope;
    fn from_str(text: &str) -> Result<Self, NotAScope> {
        match text.split_once(':') {
            None if text == "reference" => Ok(Scope::Reference),
            None if text == "contacts" => Ok(Scope::Contacts),
            Some((_, "")) | None => Err(NotAScope),
            Some(("team", team)) => Ok(Scope::Team(team.to_owned())),
            Some(("school", urn)) => Ok(Scope::School(urn.to_owned())),
            Some(("area", key)) => Ok(Scope::Area(key.to_owned())),
            Some(("forms", campaign)) => Ok(Scope::Forms(campaign.to_owned())),
            Some(("messages", campaign)) => Ok(Scope::Messages(campaign.to_owned())),
            Some(("dashboards", campaign)) => Ok(Scope::Dashboards(campaign.to_owned())),
            Some(_) => Err(NotAScope),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_read_as_it_was_written_and_one_without_a_name_is_none() {
        let of = |make: fn(String) -> Scope| make("north".to_owned());
        let named = [Scope::Team, Scope::School, Scope::Area, Scope::Forms, Scope::Messages, Scope::Dashboards].map(of);
        for scope in named.iter().chain(&[Scope::Reference, Scope::Contacts]) {
            let written = scope.to_string();
            assert_eq!(written.parse::<Scope>().unwrap(), *scope);
            let unnamed = written.split(':').next().unwrap();
            assert!(format!("{unnamed}:").parse::<Scope>().is_err(), "{unnamed}:");
        }
        assert!("elsewhere".parse::<Scope>().is_err() && "".parse::<Scope>().is_err());
    }
}
