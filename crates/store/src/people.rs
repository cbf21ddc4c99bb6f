//! Who has data on this device: what the unlock page lists, before anybody has typed a code.

use crate::keyfile;
use daybook_record::{Moment, UserId};
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
}

impl PersonFolder {
    /// Seconds until the next code may be tried; 0 where one may be tried now.
    pub fn wait_seconds(&self, now: Moment) -> u32 {
        let now_ms = u64::try_from(now.seconds()).unwrap_or(0) * 1000;
        u32::try_from(self.wait_until_ms.saturating_sub(now_ms).div_ceil(1000)).unwrap_or(u32::MAX)
    }
}

/// Everybody with a folder under `root`, whoever used it last first. A folder that does not read is passed over, never touched.
pub fn people(root: &Path) -> Vec<PersonFolder> {
    let folders = std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PersonFolder> = folders.filter_map(|folder| keyfile::greeting(&folder)).collect();
    found.sort_by(|one, other| other.last_used.cmp(&one.last_used).then_with(|| one.name.cmp(&other.name)));
    found
}
