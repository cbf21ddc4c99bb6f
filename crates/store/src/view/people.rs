//! What a campaign worker picks from and looks at: households, and the people who live in them.

use super::sync::EntryRow;
use chrono::NaiveDate;
use daybook_record::RecordId;
use daybook_record::code::Gender;
use daybook_record::kind::Identifier;
use serde::{Deserialize, Serialize};

view! {
    /// A household in a list.
    HouseholdRow {
        /// Which.
        id: RecordId,
        /// The key of its area.
        area: String,
        /// The area's name.
        area_name: String,
        /// Who speaks for it.
        head: Option<String>,
        /// How it is found.
        address: Option<String>,
        /// How many live there, as they say.
        members: u32,
        /// How many of them are registered.
        registered: u32,
        /// North is positive.
        latitude: Option<f64>,
        /// East is positive.
        longitude: Option<f64>,
        /// How well the place is known, in metres.
        accuracy: Option<f64>,
        /// How far away it is, where somebody asked from a place.
        metres: Option<u32>,
        /// The number that the service gave it.
        registration: Option<String>,
        /// An entry was made about it, by whomever.
        visited: bool,
        /// Something about it is still to be sent.
        unsent: bool,
        /// Something about it is with support.
        with_support: bool,
    }
}
view! {
    /// A person in a list.
    IndividualRow {
        /// Who.
        id: RecordId,
        /// The key of her area.
        area: String,
        /// The area's name.
        area_name: String,
        /// Her household.
        household: Option<RecordId>,
        /// Who speaks for that.
        household_head: Option<String>,
        /// How it is found.
        household_address: Option<String>,
        /// Given name.
        given_name: String,
        /// Family name.
        family_name: Option<String>,
        /// Date of birth.
        date_of_birth: Option<NaiveDate>,
        /// True where only her age is known, about.
        date_of_birth_is_estimated: bool,
        /// Her age today, in whole years.
        age: Option<u32>,
        /// As she says.
        gender: Option<Gender>,
        /// By what she is known.
        identifiers: Vec<Identifier>,
        /// True where she speaks for the household.
        head: bool,
        /// She was registered before, as this person.
        duplicate_of: Option<RecordId>,
        /// The number that the service gave her.
        registration: Option<String>,
        /// Something about her is still to be sent.
        unsent: bool,
        /// Something about her is with support.
        with_support: bool,
    }
}
/// What to look for among households and people. Empty finds all households.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct PeopleQuery {
    /// In this area; none looks through everything on the device.
    pub area: Option<String>,
    /// Names with typing errors, an address, an id, a registration number.
    pub text: String,
    /// Nearest first from here.
    pub near: Option<Near>,
    /// Only households where nobody was yet.
    pub to_visit: bool,
}
/// A place to ask from, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Near {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}
view! {
    /// What was found.
    PeopleFound {
        /// Households, best first.
        households: Vec<HouseholdRow>,
        /// People, best first; none without a text.
        individuals: Vec<IndividualRow>,
        /// Households in this area, or on the whole device.
        households_in_all: u32,
        /// How many of them were visited.
        visited: u32,
    }
}
view! {
    /// All about a household.
    HouseholdPage {
        /// As in the list.
        row: HouseholdRow,
        /// Anything to add.
        notes: Option<String>,
        /// Who lives there: who speaks for it first, then the eldest.
        individuals: Vec<IndividualRow>,
        /// What this device did about it and about who lives there, newest first, with its state.
        entries: Vec<EntryRow>,
    }
}
view! {
    /// All about a person.
    IndividualPage {
        /// As in the list.
        row: IndividualRow,
        /// Where she lives.
        household: Option<HouseholdRow>,
        /// Who she is in truth, where she was registered twice.
        duplicate_of: Option<IndividualRow>,
        /// Who else turned out to be she.
        duplicates: Vec<IndividualRow>,
        /// What this device did about her, newest first, with its state.
        entries: Vec<EntryRow>,
    }
}
/// Somebody who is being typed in: is she here already?
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct SimilarQuery {
    /// She herself, who is not looked for.
    pub record: Option<RecordId>,
    /// Her household.
    pub household: Option<RecordId>,
    /// Given name, as far as typed.
    pub given_name: String,
    /// Family name, as far as typed.
    pub family_name: String,
    /// The year in which she was born.
    pub year_of_birth: Option<i32>,
    /// That year is a guess.
    pub estimated: bool,
    /// Her papers.
    pub documents: Vec<Identifier>,
}
choice! {
    /// Why somebody may be the same person.
    SimilarBecause {
        /// The same document.
        Document,
        /// The same name, or nearly so, and nothing speaks against it.
        Name,
    }
}
view! {
    /// Somebody who may be the same person.
    Similar {
        /// Who.
        row: IndividualRow,
        /// Why.
        because: SimilarBecause,
    }
}
/// About whom an entry is, as this device knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Who {
    /// Nobody in particular.
    Nobody,
    /// A person.
    Individual {
        /// Given name.
        given_name: String,
        /// Family name.
        family_name: Option<String>,
    },
    /// A household.
    Household {
        /// Who speaks for it.
        head: Option<String>,
        /// How it is found.
        address: Option<String>,
    },
    /// A person whom this device does not have: she lives in an area of others.
    IndividualNotHere,
    /// A household that this device does not have.
    HouseholdNotHere,
}
