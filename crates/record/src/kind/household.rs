//! A household: people who live behind one door.

use super::LONGEST_NOTE;
use crate::Moment;
use crate::fault::{FaultCode, Faults};
use serde::{Deserialize, Serialize};

/// More people than that live in no household; a boarding school is many.
pub const MOST_MEMBERS: u32 = 200;

/// A household. Degrees are WGS 84.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Household {
    /// The key of its area.
    pub area: String,
    /// Who speaks for it.
    #[serde(default)]
    pub head: Option<String>,
    /// How many people live there, as they say.
    #[serde(default)]
    pub members: u32,
    /// Street, landmark, colour of the door: how it is found.
    #[serde(default)]
    pub address: Option<String>,
    /// North is positive.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// East is positive.
    #[serde(default)]
    pub longitude: Option<f64>,
    /// How well the place is known, in metres.
    #[serde(default)]
    pub accuracy: Option<f64>,
    /// Up to 1,000 characters.
    #[serde(default)]
    pub notes: Option<String>,
    /// When it was last looked at.
    pub at: Moment,
    /// By whom, by name.
    #[serde(default)]
    pub recorded_by: Option<String>,
    /// The number that the service gave it: `H-4K7Q-9ZD`.
    #[serde(default)]
    pub registration: Option<String>,
}

impl Household {
    /// Looks for what is wrong.
    pub fn check(&self, faults: &mut Faults) {
        faults.need_text(&self.area, "area");
        faults.unless(self.members <= MOST_MEMBERS, "members", FaultCode::OutOfRange);
        faults.at_most(self.head.as_deref(), 200, "head");
        faults.at_most(self.address.as_deref(), 500, "address");
        faults.at_most(self.notes.as_deref(), LONGEST_NOTE, "notes");
        faults.unless(self.latitude.is_some() == self.longitude.is_some(), "latitude", FaultCode::DoesNotFit);
        faults.unless(self.latitude.is_none_or(|degrees| degrees.abs() <= 90.0), "latitude", FaultCode::OutOfRange);
        faults.unless(self.longitude.is_none_or(|degrees| degrees.abs() <= 180.0), "longitude", FaultCode::OutOfRange);
        faults.unless(self.accuracy.is_none_or(|metres| metres >= 0.0), "accuracy", FaultCode::OutOfRange);
    }
}
