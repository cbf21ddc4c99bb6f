//! A product of the catalogue.

use crate::code::{DeliveryMethod, Programme, VaccineMethod};
use serde::{Deserialize, Serialize};

/// A vaccine that can be given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vaccine {
    /// The catalogue's key: `gardasil_9`.
    pub key: String,
    /// What it is against.
    pub programme: Programme,
    /// `mmrv` for the four-fold variant of mmr.
    #[serde(default)]
    pub variant: Option<String>,
    /// As the box says.
    pub brand: String,
    /// Who makes it.
    pub manufacturer: String,
    /// How it comes.
    pub method: VaccineMethod,
    /// Millilitres in a full dose.
    pub dose_ml: f64,
    /// True where it contains gelatine, which some families refuse.
    #[serde(default)]
    pub contains_gelatine: bool,
    /// SNOMED CT product code.
    pub snomed: String,
    /// True where it is no longer given, but still stands in histories.
    #[serde(default)]
    pub discontinued: bool,
}

impl Vaccine {
    /// True where this method of giving suits the vaccine.
    pub fn suits(&self, method: DeliveryMethod) -> bool {
        (self.method == VaccineMethod::Nasal) == (method == DeliveryMethod::NasalSpray)
    }
}
