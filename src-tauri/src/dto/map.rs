//! Maps and routes, as they cross to the webview beside the store's own views.

use daybook_record::RecordId;
use daybook_store::map::{AreaCard, MapCard};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An area of this person, and its map.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AreaMap {
    /// The area.
    pub area: AreaCard,
    /// Its map; none where there is none on this device.
    pub map: Option<MapCard>,
}

/// Which households a route is to lead to, and from where.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct RouteWish {
    /// Where the person is, longitude and latitude; none where nothing tells.
    #[ts(type = "[number, number] | null")]
    pub from: Option<[f64; 2]>,
    /// The households that were chosen; none for all that wait today.
    pub households: Option<Vec<RecordId>>,
    /// Whether the way leads back to where it began.
    pub back_to_start: bool,
}
