//! What crosses about keeping the work safe: room on the disk, copies, rescue files, another person's unsent records.

use daybook_record::{Moment, UserId};
use serde::Serialize;
use ts_rs::TS;

/// Room on the disk where the work is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct SpaceCard {
    /// Bytes free; none where the system does not say.
    pub free_bytes: Option<u64>,
    /// Less than the team's limit is free.
    pub low: bool,
    /// A save was only possible with the room that is kept in reserve.
    pub reserve_used: bool,
}

/// A rescue file that was saved.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RescueSaved {
    /// Where it is.
    pub file: String,
    /// Unsent changes in it; none where the database could not be asked, and its files are in it instead.
    pub changes: u32,
    /// Pictures in it.
    pub pictures: u32,
    /// Pictures that did not fit into one file: they stay on this device.
    pub pictures_left_out: u32,
    /// How large it is.
    pub bytes: u64,
    /// True where the data did not open, or was locked: what is in it then is what was copied before, and the data as it is.
    pub closed: bool,
}

/// What the service did with another person's sealed records.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct HandedIn {
    /// Whose.
    pub person: UserId,
    /// Her name.
    pub name: String,
    /// Records in it.
    pub changes: u32,
    /// Of them, new to the service.
    pub taken: u32,
    /// Of them, there already.
    pub already: u32,
    /// Of those taken, with support.
    pub with_support: u32,
    /// Under which support finds it.
    pub reference: String,
}

/// Whether the keychain of this computer opens this person's work beside her code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeychainStanding {
    /// The team does not allow it.
    NotAllowed,
    /// There is none here.
    Absent,
    /// It could, and does not.
    Off,
    /// It does, after a start of the app.
    On,
}

/// The page *Settings*.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SettingsCard {
    /// Where the work lies on this device.
    pub folder: String,
    /// Where a second copy of unsent records is kept.
    pub second_copy: Option<String>,
    /// How many records the last sealed copy holds.
    pub copied: u32,
    /// When it was made; none where nothing waits.
    pub copied_at: Option<Moment>,
    /// Minutes without a touch after which it locks; 0 never.
    pub lock_after_minutes: u32,
    /// Days without contact after which it opens only with a sign-in; 0 never.
    pub expires_after_days: u32,
    /// Below so many megabytes free the app says that space runs short.
    pub space_low_mb: u32,
    /// Whether the keychain of this computer opens the work too.
    pub keychain: KeychainStanding,
    /// True where only one certificate of the service is believed.
    pub pinned: bool,
    /// Where the app writes down what it did, for support.
    pub journal: String,
}
