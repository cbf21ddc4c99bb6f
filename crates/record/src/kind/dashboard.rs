//! A dashboard: figures of a campaign, or of one of its areas, as the service counted them.

use crate::dashboard::{ChartDefinition, Figures, Words};
use crate::{Moment, RecordId};
use serde::{Deserialize, Serialize};

/// Figures of a campaign or an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    /// The campaign's key.
    pub campaign: String,
    /// The area's key; none for the whole campaign.
    #[serde(default)]
    pub area: Option<String>,
    /// Its key.
    pub key: String,
    /// Where it stands among others.
    #[serde(default)]
    pub place: u32,
    /// Its title, by language.
    #[serde(default)]
    pub title: Words,
    /// What it shows, in order.
    #[serde(default)]
    pub charts: Vec<Chart>,
    /// When the figures were counted, by the service's clock.
    pub computed_at: Moment,
}

/// A chart, with what is counted and what that came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What is counted.
    #[serde(flatten)]
    pub definition: ChartDefinition,
    /// What is to be reached here, where anything is.
    #[serde(default)]
    pub goal: Option<u32>,
    /// What it came to.
    #[serde(default)]
    pub figures: Figures,
}

impl Dashboard {
    /// The id that everybody gives to this dashboard.
    pub fn record(campaign: &str, area: Option<&str>, key: &str) -> RecordId {
        RecordId::named("dashboard", &[campaign, area.unwrap_or_default(), key])
    }
}
