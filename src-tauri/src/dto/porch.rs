//! What crosses while nobody is in yet: who is here, a first sign-in and its code, a code that was forgotten, and why it is locked.

use super::ErrorCode;
use daybook_record::{Moment, UserId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody whose work lies on this device, as much as may be seen without her code.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PersonLine {
    /// Who.
    pub person: UserId,
    /// Given and family name.
    pub name: String,
    /// As she signs in.
    pub username: String,
    /// When she last worked here.
    pub last_used: Option<Moment>,
    /// Records of hers that are still to be sent, as counted by the sealed copies.
    pub waiting: u32,
    /// Seconds until the next try, after too many wrong codes.
    pub wait_seconds: u32,
    /// False where the data does not open, whatever the code.
    pub sound: bool,
    /// True after so long without contact that a sign-in is asked for beside the code.
    pub expired: bool,
    /// True where the keychain of this computer opens her data too, now.
    pub keychain: bool,
    /// True where support can release her data when the code is forgotten.
    pub can_be_released: bool,
}

/// The words that open this device offline, shown once. No `Debug`.
#[derive(Clone, Serialize, TS)]
pub struct OfflineWords {
    /// In their order.
    pub words: Vec<String>,
}

/// How strong a passphrase of one's own is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeStrength {
    /// Not enough characters to say more.
    TooShort,
    /// A machine guesses it.
    Guessable,
    /// As strong as the five words, or stronger.
    Enough,
}

/// Whose code is being chosen, and why.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ChoosingCode {
    /// Given and family name.
    pub name: String,
    /// True where support released her data; false at a first sign-in.
    pub released: bool,
}

/// A forgotten code: what support is asked with.
#[derive(Clone, Deserialize, TS)]
pub struct ReleaseForm {
    /// Whose data.
    pub person: UserId,
    /// Never kept.
    pub password: String,
}

/// A request to support that is under way.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReleaseCard {
    /// Whose data.
    pub person: UserId,
    /// Given and family name.
    pub name: String,
    /// To be read to support, who see the same.
    pub words: String,
    /// How far it is.
    pub state: ReleaseProgress,
}

/// How far a request for release is. Once it is released, a new code is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseProgress {
    /// Nobody has decided yet.
    Waiting,
    /// Support said no, or it took too long.
    Refused,
}

/// A sign-in that goes on in the person's browser.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BrowserSignIn {
    /// Shown on both sides.
    pub words: String,
    /// To be opened by hand where the browser did not open.
    pub address: String,
    /// Why it ended without anybody coming in.
    pub failed: Option<ErrorCode>,
}

/// What somebody must be told before she goes on. It stays until it is put away.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// Nobody touched it for a while.
    LockedIdle {
        /// Whose work it was.
        person: UserId,
    },
    /// The team asked this device to lock.
    LockedByTeam,
    /// The team has blocked this device.
    Blocked,
    /// This person's data was removed, all of it handed in before.
    Wiped {
        /// Whose.
        name: String,
        /// The organisation whose team asked for it.
        asked_by: String,
        /// When.
        at: Moment,
        /// Changes that she had recorded, in all.
        changes: u32,
        /// Of them, handed in sealed just before, without a receipt of their own.
        sealed: u32,
        /// Files that went.
        files: u32,
        /// And their size.
        bytes: u64,
        /// Under which the team finds the statement.
        reference: String,
    },
    /// What was open stopped being readable.
    Damaged {
        /// Whose.
        person: UserId,
        /// In the journal.
        reference: String,
    },
}

/// Why an open desk is about to lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// The team asked for it.
    Team,
    /// The device is blocked.
    Blocked,
}
