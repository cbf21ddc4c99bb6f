//! Places where sessions are held.

use crate::scope::Urn;
use serde::{Deserialize, Serialize};

/// A school (URN, six digits) or a clinic (ODS code).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// National number or code.
    pub urn: Urn,
    /// As the sign at the gate says.
    pub name: String,
    /// Street, if known.
    #[serde(default)]
    pub address: Option<String>,
    /// Town, if known.
    #[serde(default)]
    pub town: Option<String>,
    /// Postcode, if known.
    #[serde(default)]
    pub postcode: Option<String>,
    /// `primary`, `secondary`, `all_through`, `clinic`, if known.
    #[serde(default)]
    pub phase: Option<String>,
    /// Year groups taught; 0 is Reception.
    #[serde(default)]
    pub year_groups: Vec<u8>,
    /// WGS 84 degrees.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// WGS 84 degrees.
    #[serde(default)]
    pub longitude: Option<f64>,
}
