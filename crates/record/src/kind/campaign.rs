//! A health campaign: a drive in some areas, with forms of its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A campaign.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// A short key without spaces: `nets-2026`.
    pub key: String,
    /// As people call it.
    pub name: String,
    /// Languages that its forms and messages come in (`en`, `pt`), the usual one first.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Its first day, where it is set.
    #[serde(default)]
    pub starts: Option<NaiveDate>,
    /// Its last day, where it is set.
    #[serde(default)]
    pub ends: Option<NaiveDate>,
    /// Documents that people here are known by, as registration offers them. Another one can always be named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Up to how many metres away somebody is near; the app's own measure where it is not said.
    #[serde(default)]
    pub nearby_metres: Option<u32>,
}

/// A part of the country in which a campaign goes from door to door. Degrees are WGS 84.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// A short key without spaces: `mill-valley`.
    pub key: String,
    /// The campaign's key.
    pub campaign: String,
    /// As people call it.
    pub name: String,
    /// Its western edge.
    pub west: f64,
    /// Its southern edge.
    pub south: f64,
    /// Its eastern edge.
    pub east: f64,
    /// Its northern edge.
    pub north: f64,
    /// The coarsest zoom of its map.
    pub smallest_zoom: u8,
    /// The finest zoom of its map.
    pub largest_zoom: u8,
    /// How many households the campaign reckons with.
    #[serde(default)]
    pub households: Option<u32>,
}
