//! Rescues: files that were handed in by hand, and what became of them.

use super::DbError;
use daybook_record::{DeviceId, Moment, UserId};
use daybook_seal::About;
use daybook_wire::rescue::RescueReply;

/// A rescue file that was taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct RescueRow {
    /// The name of the file in storage.
    pub sha256: String,
    /// Under which device's name it lies there.
    pub stored_under: DeviceId,
    /// Its size.
    pub bytes: u64,
    /// Who handed it in.
    pub handed_in_by: UserId,
    /// When.
    pub handed_in_at: Moment,
    /// What it says of itself.
    pub about: About,
    /// True where the device it speaks for has signed it.
    pub signed: bool,
    /// What became of it the first time.
    pub outcome: RescueReply,
}

/// Verbs about rescue files.
pub trait Rescues {
    /// Adds a rescue file; what is known of one is never changed.
    fn save_rescue(&self, org: &str, rescue: &RescueRow) -> Result<(), DbError>;
    /// The rescue file with this checksum.
    fn rescue(&self, org: &str, sha256: &str) -> Result<Option<RescueRow>, DbError>;
    /// The latest, newest first.
    fn rescues(&self, org: &str, most: u32) -> Result<Vec<RescueRow>, DbError>;
    /// The ticket of an unreadable line of this device's.
    fn unreadable_ticket(&self, org: &str, device: DeviceId, sha256: &str) -> Result<Option<String>, DbError>;
    /// Keeps which ticket an unreadable line has.
    fn save_unreadable_ticket(&self, org: &str, device: DeviceId, sha256: &str, ticket: &str) -> Result<(), DbError>;
}
