//! A forgotten offline code: support releases the key of one database, for one device, on the record.
//!
//! - `POST /v1/release` [`ReleaseRequest`] → [`ReleaseReply`]: the person proves herself with her password; support is told.
//! - `POST /v1/release/ask` [`ReleaseAsk`] → [`ReleaseState`]: asked again and again until somebody has decided.
//!
//! The key travels sealed to a key pair that the device made for this one request and never wrote down.

use daybook_record::DeviceId;
use serde::{Deserialize, Serialize};

/// `POST /v1/release`. No `Debug`: it holds a password.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReleaseRequest {
    /// As she signs in.
    pub username: String,
    /// Never logged.
    pub password: String,
    /// The device on which the data lies.
    #[schema(value_type = String)]
    pub device: DeviceId,
    /// The database's key, sealed to the organisation's recovery key; base64.
    pub sealed_key: String,
    /// To whom the answer is to be sealed (`age1…`).
    pub to: String,
}

/// Reply to asking for release.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReleaseReply {
    /// Which request.
    pub id: String,
    /// Proves, when asking again, that it is the same device. No `Debug` for its sake.
    pub secret: String,
    /// To be read to support on the phone, who see the same: `4F7-K2Q`.
    pub words: String,
}

/// `POST /v1/release/ask`
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReleaseAsk {
    /// Which request.
    pub id: String,
    /// From the reply.
    pub secret: String,
}

/// What became of a request for release.
#[derive(Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ReleaseState {
    /// Nobody has decided yet.
    Waiting,
    /// Support said no, or it is over.
    Refused,
    /// Support said yes.
    Released {
        /// The database's key, sealed to `to`; base64.
        sealed: String,
    },
}
