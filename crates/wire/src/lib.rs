//! What travels between a device and the service: every request beside its reply, the limits, the closed codes.
//!
//! The normative words are in `docs/PROTOCOL.md`; golden files in `tests/golden` hold the bytes. What is deliberately not
//! here: how it is sent (`sync::http`) and how it is answered (`server::http`).

pub mod batch;
pub mod code;
pub mod events;
pub mod ids;
pub mod limit;
pub mod map;
pub mod order;
pub mod organisation;
pub mod probe;
pub mod pull;
pub mod push;
pub mod release;
pub mod rescue;
pub mod route;
pub mod session;
pub mod support;

/// The version in every path: `/v1/…`.
pub const PROTOCOL: u32 = 1;

/// The content type of everything that is an answer of ours. Anything else is not our service (law 11), whatever its status.
pub const MEDIA_TYPE: &str = "application/vnd.daybook.v1+json";

/// The content type of a batch file.
pub const BATCH_MEDIA_TYPE: &str = "application/vnd.daybook.batch.v1+zstd";
