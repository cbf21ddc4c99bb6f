//! Who has data on this device: what the unlock page lists, before anybody has typed a code.

use crate::keyfile;
use daybook_record::{DeviceId, Moment, UserId};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// One person's folder.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonFolder {
    /// Where it is.
    pub folder: PathBuf,
    /// Whose it is.
    pub person: UserId,
    /// As the unlock page greets her.
    pub name: String,
    /// As she signs in.
    pub username: String,
    /// When it was last opened.
    pub last_used: Option<Moment>,
    /// After too many wrong codes: until when no code is tried, in milliseconds since 1970.
    pub wait_until_ms: u64,
    /// The device it is for the service.
    pub device: Option<DeviceId>,
    /// ODS code of the organisation.
    pub organisation: Option<String>,
    /// Address of its service.
    pub server: Option<String>,
    /// What waits to be sent, as last counted; none where nothing does.
    pub waiting: Option<Waiting>,
    /// When the service was last heard.
    pub last_contact: Option<Moment>,
    /// Days without contact after which a code alone does not open it; 0 never.
    pub expires_after_days: u32,
    /// Key file and database are there. Whether they open shows only the code.
    pub sound: bool,
    /// A key that lies elsewhere opens it too.
    pub opens_from_elsewhere: bool,
    /// The key is also sealed for the service: a forgotten code need not mean lost records.
    pub can_be_released: bool,
}

/// Changes without a receipt. A count and nothing more: it can be read without a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// How many.
    pub changes: u32,
    /// When they were counted.
    pub at: Moment,
}

impl PersonFolder {
    /// A folder of which only its owner's id is known.
    pub(crate) fn unreadable(person: UserId) -> Self {
        Self {
            folder: PathBuf::new(),
            person,
            name: String::new(),
            username: String::new(),
            last_used: None,
            wait_until_ms: 0,
            device: None,
            organisation: None,
            server: None,
            waiting: None,
            last_contact: None,
            expires_after_days: 0,
            sound: false,
            opens_from_elsewhere: false,
            can_be_released: false,
        }
    }

    /// True where the service was not heard for longer than the team allows: then it opens with a sign-in *and* the code.
    /// Nothing is destroyed by it, and copies can still be handed in.
    pub fn is_expired(&self, now: Moment) -> bool {
        let allowed = i64::from(self.expires_after_days) * 24 * 3600;
        allowed > 0 && self.last_contact.is_some_and(|heard| now.seconds_since(heard) > allowed)
    }

    /// Seconds until the next code may be tried; 0 where one may be tried now.
    pub fn wait_seconds(&self, now: Moment) -> u32 {
        let now_ms = u64::try_from(now.seconds()).unwrap_or(0) * 1000;
        u32::try_from(self.wait_until_ms.saturating_sub(now_ms).div_ceil(1000)).unwrap_or(u32::MAX)
    }
}

/// Everybody with a folder under `root`, whoever used it last first. One that does not read is listed as not sound; nothing
/// is ever touched.
pub fn people(root: &Path) -> Vec<PersonFolder> {
    let folders = std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PersonFolder> = folders.filter_map(|folder| keyfile::greeting(&folder)).collect();
    found.sort_by(|one, other| other.last_used.cmp(&one.last_used).then_with(|| one.name.cmp(&other.name)));
    found
}
