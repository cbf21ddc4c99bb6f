//! `key.json`: what stands beside the encrypted database and can be read without a code.
//!
//! The wrapped key, the name to greet, the count of wrong codes, and what may be known of a closed folder: whose service it
//! is, how many changes wait, the key sealed for the service. Never a word about a patient. A try is counted *before* the code is tried, so that
//! killing the app in the middle gives no free guess. The file is replaced whole or not at all.

use crate::key::{DatabaseKey, SealedUnder, WrappedKey};
use crate::open::DATABASE;
use crate::recovery::SealedKey;
use crate::{OfflineCode, OpenError, PersonFolder, Profile, Waiting, wipe};
use daybook_record::{DeviceId, Moment, UserId, World};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(crate) const NAME: &str = "key.json";
pub(crate) const COPY: &str = "key.copy.json";
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
    /// Files of the first shape have none of these.
    #[serde(default, flatten)]
    pub(crate) about: AboutFolder,
}

/// What a closed folder says of itself beyond a name.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AboutFolder {
    /// The device it is for the service.
    pub(crate) device: Option<DeviceId>,
    /// ODS code.
    pub(crate) organisation: Option<String>,
    /// Address of the service.
    pub(crate) server: Option<String>,
    /// The database's key, for the service alone.
    pub(crate) sealed_key: Option<SealedKey>,
    /// The database's key, wrapped by a key that lies elsewhere; none where the code alone opens it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) elsewhere: Option<SealedUnder>,
    /// How many changes wait; none where nothing does.
    pub(crate) waiting: Option<Waiting>,
    /// Changes ever recorded here, as last counted. A database that knows of fewer has lost some.
    pub(crate) recorded: u64,
    /// When the service was last heard.
    pub(crate) last_contact: Option<Moment>,
    /// Days without contact after which a code alone does not open it; 0 never.
    pub(crate) expires_after_days: u32,
}

impl AboutFolder {
    fn of(profile: &Profile, now: Moment) -> Self {
        let (organisation, server) = (Some(profile.organisation.clone()), Some(profile.server.clone()));
        Self { device: Some(profile.device), organisation, server, last_contact: Some(now), ..Self::default() }
    }
}

impl KeyFile {
    pub(crate) fn new(profile: &Profile, key: WrappedKey, now: Moment) -> Self {
        let (person, username, about) = (profile.person, profile.username.clone(), AboutFolder::of(profile, now));
        Self { version: VERSION, person, name: profile.name(), username, last_used: Some(now), key, wrong: 0, wait_until_ms: 0, about }
    }

    pub(crate) fn read(folder: &Path) -> Result<Self, OpenError> {
        Self::read_from(&folder.join(NAME))
    }

    /// The copy that stands beside it: where the file itself does not read, it still says whose the folder is, and holds
    /// the sealed key. A code is never tried against it.
    pub(crate) fn read_copy(folder: &Path) -> Result<Self, OpenError> {
        Self::read_from(&folder.join(COPY))
    }

    fn read_from(path: &Path) -> Result<Self, OpenError> {
        let text = fs::read(path).map_err(|error| match error.kind() {
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

    /// After what is worth keeping twice: all but the counting of tries, and what is to be gone once it is taken away.
    pub(crate) fn write_with_copy(&self, folder: &Path) -> io::Result<()> {
        self.write(folder)?;
        let mut twice = self.clone();
        twice.about.elsewhere = None;
        replace(&folder.join(COPY), &serde_json::to_vec_pretty(&twice)?)
    }

    /// Says the same, but for the key and the tries.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (&self.name, &self.username, &self.about) == (&other.name, &other.username, &other.about)
    }

    /// The key wrapped anew: the tries begin anew with it, and nothing but the new code opens it.
    pub(crate) fn with_key(self, key: WrappedKey, now: Moment) -> Self {
        let about = AboutFolder { elsewhere: None, ..self.about };
        Self { key, wrong: 0, wait_until_ms: 0, last_used: Some(now), about, ..self }
    }

    /// Opened without a code: the tries that were counted stay counted.
    pub(crate) fn used(self, now: Moment) -> Self {
        Self { last_used: Some(now), ..self }
    }

    /// The names may have changed since; a file of the first shape learns what it did not say.
    pub(crate) fn greet(&mut self, profile: &Profile) {
        (self.name, self.username) = (profile.name(), profile.username.clone());
        self.about.device = Some(profile.device);
        self.about.organisation = Some(profile.organisation.clone());
        self.about.server = Some(profile.server.clone());
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

/// How many changes were ever recorded in this folder, as far as anything that reads still knows.
pub(crate) fn recorded(folder: &Path) -> u64 {
    let files = [KeyFile::read(folder), KeyFile::read_copy(folder)];
    files.into_iter().flatten().map(|file| file.about.recorded).max().unwrap_or(0)
}

/// Whom to greet in this folder; none where it is nobody's. Whose key file does not read is listed all the same: what lies
/// beside it may wait to be rescued.
pub(crate) fn greeting(folder: &Path) -> Option<PersonFolder> {
    let person: UserId = folder.file_name()?.to_str()?.parse().ok()?;
    if wipe::ordered(folder).is_some() {
        return None;
    }
    let belongs = |file: &KeyFile| file.person == person;
    let (read, whole) = match KeyFile::read(folder) {
        Ok(file) => (Some(file).filter(belongs), true),
        Err(OpenError::NewerVersion { .. }) => return None,
        Err(_) => (KeyFile::read_copy(folder).ok().filter(belongs), false),
    };
    let database = fs::metadata(folder.join(DATABASE)).map_or(0, |about| about.len());
    let anything = database > 0 || folder.join("copies").exists() || folder.join(NAME).exists();
    let sound = whole && read.is_some() && database > 0;
    match read {
        Some(KeyFile { name, username, last_used, wait_until_ms, about, .. }) => Some(PersonFolder {
            folder: folder.to_owned(),
            person,
            name,
            username,
            last_used,
            wait_until_ms,
            device: about.device,
            organisation: about.organisation,
            server: about.server,
            waiting: about.waiting,
            last_contact: about.last_contact,
            expires_after_days: about.expires_after_days,
            sound,
            opens_from_elsewhere: about.elsewhere.is_some(),
            can_be_released: database > 0 && about.sealed_key.is_some(),
        }),
        // Another person's file stands here, or nothing of ours ever did.
        None if whole || !anything => None,
        None => Some(PersonFolder { folder: folder.to_owned(), ..PersonFolder::unreadable(person) }),
    }
}

/// Puts `whole` in the place of the file, so that a crash leaves the old one or the new one.
pub(crate) fn replace(path: &Path, whole: &[u8]) -> io::Result<()> {
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
