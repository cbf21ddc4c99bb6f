//! Handing in a rescue file, or another person's sealed copy from a shared laptop: it is handed to storage like any file
//! (`push.rs`), then named here. Whoever is signed in may hand in what she cannot read.
//!
//! - `POST /v1/rescue` [`RescueRequest`] → [`RescueReply`].
//!
//! Each change in it is taken as if its own device had sent it, where the parcel is signed by that device; where not, it
//! goes to the support queue. What the service has already is recognised and keeps its receipt.

use serde::{Deserialize, Serialize};

/// `POST /v1/rescue`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RescueRequest {
    /// Where the file stands: the `file` of [`FileReply`](crate::push::FileReply).
    pub file: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What became of it. Counts, never contents: the one who hands it in may not be the one who recorded it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RescueReply {
    /// Under which support finds it.
    pub reference: String,
    /// Changes in it, copies included, each counted once.
    pub changes: u32,
    /// Of them, new to the service and taken (those with support included).
    pub taken: u32,
    /// Of them, there already.
    pub already: u32,
    /// Of those taken, with support.
    pub with_support: u32,
    /// Lines that are no change; kept for support.
    pub unreadable: u32,
    /// Files of a database that did not open, kept sealed for support.
    pub kept_files: u32,
    /// Pictures in it, each as its name says.
    #[serde(default)]
    pub pictures: u32,
}
