//! Dashboards: what a campaign wants counted, and how one record counts. Pure, and the same code on the device and on the service,
//! so that what a device has not sent yet can be added to what the service said.
//!
//! A [`Part`] is what one record adds to a chart, [`Tally`] puts parts together in any order, [`Figures`] is what is shown. What is
//! deliberately not here: which records there are (`store`, `server`), and how a chart looks.

mod amount;
mod cell;
mod figures;
mod part;
mod tally;

pub use amount::Amount;
pub use cell::Cell;
pub use figures::{Covered, Figures, Row};
pub use part::{Counted, Part, part};
pub use tally::Tally;

use crate::code::codes;
use crate::kind::Area;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Words by language: `{"en": "Visits each day", "pt": "Visitas por dia"}`.
pub type Words = BTreeMap<String, String>;

codes! {
    /// How a chart is shown. There is a table behind each.
    Shown { Number = "number", Table = "table", Bars = "bars", Line = "line", Cover = "cover" }
}
codes! {
    /// What is counted.
    Count { Households = "households", People = "people", Entries = "entries" }
}
codes! {
    /// By what the parts of a figure are told apart.
    Grouping { Day = "day", Worker = "worker", Area = "area", Answer = "answer" }
}
codes! {
    /// What a target can follow from.
    TargetOf {
        /// The households that the campaign reckons with in its areas.
        Households = "households",
    }
}

/// One dashboard, as a campaign defines it. There is one for the whole campaign, and one for each of its areas where it has several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// A short key without spaces, unique in the campaign.
    pub key: String,
    /// Where it stands among others.
    #[serde(default)]
    pub place: u32,
    /// Its title, by language.
    pub title: Words,
    /// What it shows, in order.
    pub charts: Vec<ChartDefinition>,
}

/// One chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartDefinition {
    /// A short key without spaces, unique in the dashboard.
    pub key: String,
    /// Its title, by language.
    pub title: Words,
    /// How it is shown.
    pub shown: Shown,
    /// What is counted.
    pub measure: Measure,
    /// What is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// What groups are called, where their key is a code: by key, then by language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, Words>,
}

/// What is counted, of which records, in which groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Of what. Households and people count once each, however often they were visited.
    pub count: Count,
    /// Only households and people about whom something was filled in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub visited: bool,
    /// Only what was filled in with this form; for households and people, only those about whom it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Only records of which all of this is true: answers of an entry, fields of a household or a person.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Not how many there are, but the sum of this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<String>,
    /// In which groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
}

/// One thing that is to be true. A field within a group or a repeat is written with a point: `people.age`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Of which field.
    pub field: String,
    /// What it says; of a field with several values, one of them.
    pub equals: Value,
}

/// By what the parts of a figure are told apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The day on which it was written down.
    Day,
    /// Who wrote it down.
    Worker,
    /// Its area.
    Area,
    /// An answer, or a field of a household or a person.
    Answer(String),
}

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Target {
    /// So many.
    Number(u32),
    /// As many as something else.
    Of(TargetOf),
}

impl By {
    /// Its kind.
    pub const fn grouping(&self) -> Grouping {
        match self {
            By::Day => Grouping::Day,
            By::Worker => Grouping::Worker,
            By::Area => Grouping::Area,
            By::Answer(_) => Grouping::Answer,
        }
    }
}

impl Measure {
    /// True where it is read from what was filled in, and not from households or people themselves.
    pub const fn is_of_entries(&self) -> bool {
        matches!(self.count, Count::Entries) || self.visited || self.form.is_some()
    }
}

impl ChartDefinition {
    /// True where it is read from what was filled in. A map of coverage always asks who was visited.
    pub const fn is_of_entries(&self) -> bool {
        matches!(self.shown, Shown::Cover) || self.measure.is_of_entries()
    }

    /// What is to be reached in these areas; none where nobody has said.
    pub fn target_in<'a>(&self, areas: impl Iterator<Item = &'a Area>) -> Option<u32> {
        match self.target.as_ref()? {
            Target::Number(number) => Some(*number),
            Target::Of(TargetOf::Households) => areas.filter_map(|area| area.households).reduce(u32::saturating_add),
        }
    }
}
