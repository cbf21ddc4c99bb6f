//! What a team asks of a device, and what the device reports back.
//!
//! - In [`HelloReply::orders`](crate::session::HelloReply::orders), again with every greeting until it is done.
//! - `GET /v1/orders` → [`OrdersReply`], the same for a device that is not greeted because it is blocked.
//! - `POST /v1/orders/done` [`OrderDone`] → `{}`. A blocked device may report too.

use daybook_record::{DeviceId, Moment, UserId};
use serde::{Deserialize, Serialize};

/// Something the team asks of a device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Order {
    /// Named when it is reported done.
    pub id: String,
    /// What.
    pub what: OrderKind,
}

/// What can be asked of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Lock, now.
    Lock,
    /// Remove this person's data, once nothing on the device is without a receipt or a sealed copy that was handed in.
    Wipe,
}

/// `GET /v1/orders`: what the team asks of this device, until it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrdersReply {
    /// As in the greeting.
    pub orders: Vec<Order>,
}

/// `POST /v1/orders/done`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrderDone {
    /// Which.
    pub id: String,
    /// For a wipe: [`WipeStatement`] as JSON, byte for byte as it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The device's signature over it (Ed25519, hex).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// What a [`WipeStatement`] calls itself.
pub const WIPE_FORM: &str = "daybook wipe 1";

/// What was wiped, in the device's own words. Made and signed before anything is removed, sent once it is gone, and kept until then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WipeStatement {
    /// Always [`WIPE_FORM`], so that nothing else a device signs can pass for it.
    pub form: String,
    /// The order that was followed.
    pub order: String,
    /// Which device.
    #[schema(value_type = String)]
    pub device: DeviceId,
    /// Whose data.
    #[schema(value_type = String)]
    pub person: UserId,
    /// By the device's clock.
    #[schema(value_type = String)]
    pub at: Moment,
    /// Changes it had ever recorded.
    pub changes: u64,
    /// Of them, with a receipt. The rest is in the rescue file.
    pub receipted: u64,
    /// SHA-256 (hex) of the rescue file that was handed in, where anything was without a receipt.
    pub rescue: Option<String>,
    /// Names of the files that go, and their sizes in bytes.
    pub files: Vec<(String, u64)>,
}
