//! `key.json`: what stands beside the encrypted database and can be read without a code.
//!
//! The wrapped key, the name to greet, and the count of wrong codes. A try is counted *before* the code is tried, so that
//! killing the app in the middle gives no free guess. The file is replaced whole or not at all.

use crate::key::{DatabaseKey, WrappedKey};
use crate::{OfflineCode, OpenError, PersonFolder, Profile};
use daybook_record::{Moment, UserId, World};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const NAME: &str = "key.json";
const VERSION: u32 = 1;

/// Wrong codes that cost nothing but a word.
const FREE_TRIES: u32 = 5;
/// Seconds to wait after the fifth wrong code, the sixth, and so on; the last holds for all that follow.
const WAITS: [u64; 5] = [30, 60, 5 * 60, 15 * 60, 60 * 60];

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    version: u32,
    pub(crate) person: UserId,
    name: String,
    username: String,
    last_used: Option<Moment>,
    pub(crate) key: WrappedKey,
    #[serde(default)]
    wrong: u32,
    #[serde(default)]
    wait_until_ms: u64,
}

impl KeyFile {
    pub(crate) fn new(profile: &Profile, key: WrappedKey, now: Moment) -> Self {
        let (person, username) = (profile.person, profile.username.clone());
        Self { version: VERSION, person, name: profile.name(), username, last_used: Some(now), key, wrong: 0, wait_until_ms: 0 }
    }

    pub(crate) fn read(folder: &Path) -> Result<Self, OpenError> {
        let text = fs::read(folder.join(NAME)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenError::Damaged,
            _ => OpenError::Io(error),
        })?;
        Self::parse(&text)
    }

    /// As it stands in the file. Whatever stands there, it is read or called damaged.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, OpenError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let Versioned { version } = serde_json::from_slice(text).map_err(|_| OpenError::Damaged)?;
        if version > VERSION {
            return Err(OpenError::NewerVersion { found: version, known: VERSION });
        }
        serde_json::from_slice(text).map_err(|_| OpenError::Damaged)
    }

    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        let whole = serde_json::to_vec_pretty(self)?;
        replace(&folder.join(NAME), &whole)
    }

    /// The names may have changed since.
    pub(crate) fn greet(&mut self, profile: &Profile) -> bool {
        let before = (self.name.clone(), self.username.clone());
        (self.name, self.username) = (profile.name(), profile.username.clone());
        before != (self.name.clone(), self.username.clone())
    }

    /// Tries the code, counting; gives the key.
    pub(crate) fn try_code(&mut self, folder: &Path, code: &OfflineCode, world: &dyn World) -> Result<DatabaseKey, OpenError> {
        let now = world.now_ms();
        // The clock may have been set back meanwhile: nobody waits longer than the last wrong code asked for.
        let left = self.wait_until_ms.saturating_sub(now).min(self.wait().unwrap_or(0) * 1000);
        if left > 0 {
            return Err(OpenError::Wait { seconds: left.div_ceil(1000) });
        }
        self.wrong = self.wrong.saturating_add(1);
        let wait = self.wait();
        self.wait_until_ms = now + wait.unwrap_or(0) * 1000;
        self.write(folder)?;
        let key = self.key.unwrap_with(code, &self.person.to_string()).map_err(|_| OpenError::Damaged)?;
        let Some(key) = key else {
            return Err(match wait {
                Some(seconds) => OpenError::Wait { seconds },
                None => OpenError::WrongCode { tries_left: FREE_TRIES - self.wrong },
            });
        };
        (self.wrong, self.wait_until_ms, self.last_used) = (0, 0, Some(world.now()));
        self.write(folder)?;
        Ok(key)
    }

    fn wait(&self) -> Option<u64> {
        let beyond = self.wrong.checked_sub(FREE_TRIES)?;
        WAITS.get(beyond as usize).or(WAITS.last()).copied()
    }
}

/// Whom to greet in this folder; none where it is not a person's.
pub(crate) fn greeting(folder: &Path) -> Option<PersonFolder> {
    let person: UserId = folder.file_name()?.to_str()?.parse().ok()?;
    let KeyFile { name, username, last_used, wait_until_ms, .. } = KeyFile::read(folder).ok().filter(|file| file.person == person)?;
    Some(PersonFolder { folder: folder.to_owned(), person, name, username, last_used, wait_until_ms })
}

/// Puts `whole` in the place of the file, so that a crash leaves the old one or the new one.
fn replace(path: &Path, whole: &[u8]) -> io::Result<()> {
    let beside: PathBuf = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(whole)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes a rename in the folder last. Windows has no such call and keeps its renames anyway.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
