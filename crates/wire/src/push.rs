//! Sending: the batch file is handed to storage, then its address and checksum to the service; a receipt comes back for
//! each change.
//!
//! - `HEAD /v1/files/{sha256}` → header [`OFFSET_HEADER`]: how many bytes are there (404: none).
//! - `PUT /v1/files/{sha256}` with [`OFFSET_HEADER`] and [`LENGTH_HEADER`] → [`FileReply`]. Bytes continue at the offset.
//! - `POST /v1/push` [`PushRequest`] → 200 or 202 [`PushReply`].
//! - `GET /v1/uploads/{id}` → [`PushReply`]: how far it is.
//! - `POST /v1/receipts` [`ReceiptsRequest`] → [`ReceiptsReply`]: what the service holds of these changes.

use daybook_record::{ChangeId, Receipt};
use serde::{Deserialize, Serialize};

/// Where in the file the bytes of this request begin, or how many the service has.
pub const OFFSET_HEADER: &str = "upload-offset";
/// How long the whole file is.
pub const LENGTH_HEADER: &str = "upload-length";

/// Reply to handing in bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FileReply {
    /// Bytes the service has now.
    pub received: u64,
    /// True once the file is whole: every byte is there, and its checksum is the one in its name.
    pub whole: bool,
    /// Where the file stands, for [`PushRequest::file`]; given once it is whole.
    pub file: Option<String>,
}

/// "Take what is in this file."
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushRequest {
    /// Where the file stands: the `file` of [`FileReply`].
    pub file: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many changes are in it.
    pub changes: u32,
    /// The epoch the device was greeted with. Where another holds by now, nothing is taken (`epoch_changed`): changes of
    /// one record must not arrive before earlier ones that a restored service has forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UploadStatus {
    /// The file is whole and its checksum is right.
    Received,
    /// Its changes are being taken.
    Applying,
    /// Every change has its receipt.
    Done,
}

/// What became of the changes so far. Only `done` means that every one was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushReply {
    /// Ask again under `/v1/uploads/{upload}`.
    pub upload: String,
    /// How far it is.
    pub status: UploadStatus,
    /// Changes in the file.
    pub changes: u32,
    /// Changes taken.
    pub taken: u32,
    /// A receipt for each change that was taken.
    #[schema(value_type = Vec<Object>)]
    pub receipts: Vec<Receipt>,
    /// Those of them that the service had before: the receipt is the one of the first time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub repeated: Vec<ChangeId>,
    /// Lines that are no change at all, by number from 1. The file is kept for support.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
}

/// A line of a batch file that could not be read as a change. It is kept whole, with a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Unreadable {
    /// From 1.
    pub line: u32,
    /// Where support finds it.
    pub ticket: String,
}

/// "What do you hold of these?"
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReceiptsRequest {
    /// At most 1,000.
    #[schema(value_type = Vec<String>)]
    pub changes: Vec<ChangeId>,
}

/// The receipts there are; a change that is not among them never arrived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReceiptsReply {
    /// In no particular order.
    #[schema(value_type = Vec<Object>)]
    pub receipts: Vec<Receipt>,
}
