//! Ids from the service's pool: a device asks for a block, to hand them out while it is offline.
//!
//! `POST /v1/ids` [`IdsRequest`] → [`IdsReply`]. The same request again, whoever lost the reply, gives the same block.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most ids in one block.
pub const MOST_IDS: u32 = 500;

/// `POST /v1/ids`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct IdsRequest {
    /// Made by the device, and kept until the reply is on its disk.
    #[schema(value_type = String)]
    pub request: Uuid,
    /// How many are wished for; fewer come where a quota or the pool ends.
    pub count: u32,
}

/// The block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct IdsReply {
    /// As in the request.
    #[schema(value_type = String)]
    pub request: Uuid,
    /// Bound to this person and this device for ever.
    pub ids: Vec<String>,
}
