//! Fetching: `POST /v1/pull` [`PullRequest`] → [`PullReply`], page by page, scope by scope.

use daybook_record::{Facts, Kind, RecordId, Scope, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// "What is new in this scope since that cursor?"
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PullRequest {
    /// Which part.
    #[schema(value_type = String)]
    pub scope: Scope,
    /// The cursor of the last page; none to start from nothing.
    pub cursor: Option<String>,
    /// Most records in the page. The service may give fewer.
    pub most_records: u32,
    /// Most bytes in the page before packing. The service may give fewer.
    pub most_bytes: u32,
}

/// One page, in the service's order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PullReply {
    /// Records as they are now.
    #[schema(value_type = Vec<Object>)]
    pub records: Vec<PulledRecord>,
    /// Records that are no longer in this scope, or were removed.
    #[schema(value_type = Vec<Object>)]
    pub gone: Vec<Gone>,
    /// Goes into the next request. Opaque; bound to user, device, scope and epoch.
    pub cursor: String,
    /// True where there is more. A short page says nothing.
    pub has_more: bool,
    /// What the scope comes to, on the last page: the device counts too and compares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

/// A record as the service holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PulledRecord {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: RecordId,
    /// Where its last change stands in the order.
    pub version: Version,
    /// Its values.
    pub facts: Facts,
}

/// A record that is no longer in the scope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: RecordId,
    /// Where its going stands in the order.
    pub version: Version,
    /// True where it was removed; false where it moved to another scope.
    pub removed: bool,
}

/// Count and sum over the live records of a scope. Each record adds [`mark`]; the sum wraps at 2⁶³ so that SQLite can keep it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Digest {
    /// How many.
    pub count: u64,
    /// Sum of their marks.
    pub sum: u64,
}

/// A record's part of the sum: the first four bytes of SHA-256 over `id` and `version`, so that a sum of two thousand
/// million records still fits 63 bits.
pub fn mark(id: RecordId, version: Version) -> u32 {
    let mut hash = Sha256::new();
    hash.update(id.0.as_bytes());
    hash.update(version.to_be_bytes());
    let bytes = hash.finalize();
    u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}
