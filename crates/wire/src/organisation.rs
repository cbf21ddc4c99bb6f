//! Signing in through one's organisation (OpenID Connect), where the probe says that it can be done.
//!
//! The service is the relying party, so that no secret of the organisation's is on a device. The device shows an address to
//! the person's own browser and asks the service how it ended.
//!
//! - `POST /v1/sign-in/organisation` [`OrganisationSignIn`] → [`OrganisationSignInReply`]
//! - `POST /v1/sign-in/organisation/finish` [`OrganisationFinish`] → 200 [`SignInReply`](crate::session::SignInReply), or
//!   202 `{}` while the person is not done yet.

use crate::session::DeviceCard;
use serde::{Deserialize, Serialize};

/// `POST /v1/sign-in/organisation`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrganisationSignIn {
    /// This device.
    pub device: DeviceCard,
}

/// Reply: where to send the person.
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrganisationSignInReply {
    /// To be opened in the person's browser.
    pub address: String,
    /// Shown on both sides, so that nobody finishes a sign-in that somebody else began: `K7Q-4MX`.
    pub words: String,
    /// Which attempt.
    pub id: String,
    /// Proves that it is the device that began it. No `Debug` for its sake.
    pub secret: String,
}

/// `POST /v1/sign-in/organisation/finish`
#[derive(Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrganisationFinish {
    /// Which attempt.
    pub id: String,
    /// From the reply.
    pub secret: String,
}
