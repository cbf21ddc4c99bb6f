//! Changes: what was done to a record, once, by whom, on which device. Written once and never edited.
//!
//! An edit of an edit is a change of its own with the next revision. So what was frozen for sending can never be altered
//! under the sender's feet, and a receipt can only ever cover what the service really has.

use crate::code::codes;
use crate::{ChangeId, DeviceId, Facts, Kind, Moment, RecordId, UserId, World};
use serde::{Deserialize, Serialize};

/// A place in the service's commit-ordered sequence. The only order there is between devices (law 6).
pub type Version = u64;

codes! {
    /// What was done.
    Verb { Create = "create", Edit = "edit", Remove = "remove", Restore = "restore" }
}

/// When a change was made, as well as the device could tell. Kept for people and for support; never used to order anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The device's wall clock.
    pub at: Moment,
    /// The device's own clock that only goes forward, in milliseconds.
    pub monotonic_ms: u64,
    /// Service clock minus device clock, as last measured, in seconds; none before the first contact.
    pub offset_seconds: Option<i64>,
}

impl Made {
    /// Now.
    pub fn now(world: &dyn World, offset_seconds: Option<i64>) -> Self {
        Self { at: world.now(), monotonic_ms: world.monotonic_ms(), offset_seconds }
    }
}

/// One thing done to one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The idempotency key.
    pub id: ChangeId,
    /// What the record is.
    pub kind: Kind,
    /// Which one.
    pub record: RecordId,
    /// The how-manyth change of this record on this device, from 1. An entry's revisions are sent in order.
    pub revision: u32,
    /// What the device had last seen of the record; none where it had seen nothing.
    pub base: Option<Version>,
    /// What was done.
    pub verb: Verb,
    /// The fields that were set; null for a field that was cleared. Empty for remove and restore.
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
    /// Who did it.
    pub person: UserId,
    /// On which device.
    pub device: DeviceId,
    /// When.
    pub made: Made,
}
