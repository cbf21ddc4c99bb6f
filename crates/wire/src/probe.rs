//! `GET /v1/probe?nonce=…`: is that our service? Asked without signing in, cheap, and never from a cache.

use daybook_record::Moment;
use serde::{Deserialize, Serialize};

/// The service's answer. The nonce comes back, so that an old cached reply is not taken for a living service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ProbeReply {
    /// Always [`SERVICE`].
    pub service: String,
    /// Protocol versions that it speaks.
    pub protocols: Vec<u32>,
    /// What the device sent.
    pub nonce: String,
    /// The service's clock.
    #[schema(value_type = String)]
    pub time: Moment,
    /// Where people sign in through their organisation: its name, as the button says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation_sign_in: Option<String>,
}

/// What our service calls itself.
pub const SERVICE: &str = "daybook";
