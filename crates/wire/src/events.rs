//! What was used, and how long it took: counted on a device, added up at the service, and kept of nobody.
//!
//! `POST /v1/events` [`EventsRequest`] → [`EventsReply`]. The same request again counts nothing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most events in one request.
pub const MOST_EVENTS: usize = 1_000;

/// `POST /v1/events`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EventsRequest {
    /// Made by the device, and kept until the reply is there.
    #[schema(value_type = String)]
    pub request: Uuid,
    /// How many older ones the device had no room for since the last request.
    #[serde(default)]
    pub dropped: u32,
    /// What was done.
    pub events: Vec<EventLine>,
}

/// One time that something was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EventLine {
    /// A code of the list in `PROTOCOL.md`. One that the service does not know is counted by nobody.
    pub what: String,
    /// Milliseconds.
    pub ms: u32,
    /// On which day.
    #[schema(value_type = String)]
    pub day: NaiveDate,
}

/// Taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EventsReply {
    /// How many were counted; none where they had been before.
    pub counted: u32,
}
