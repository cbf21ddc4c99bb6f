//! Opening: a person's folder, made once, unlocked with her code, never made over another.
//!
//! A folder is `<root>/<person>/` with `key.json` and `daybook.db`. It is made under another name and renamed when it is
//! whole, so that a crash in the middle leaves no folder that does not open.

use crate::connection::Connections;
use crate::key::DatabaseKey;
use crate::keyfile::{self, KeyFile};
use crate::{Hardness, OfflineCode, OpenError, Profile, Result, setting};
use daybook_record::World;
use rusqlite::Transaction;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

const DATABASE: &str = "daybook.db";

/// One person's data on this device, open. Cheap to clone; all clones share one writer and a few readers.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    key: DatabaseKey,
    connections: Connections,
    /// Who records: needed for every change, so kept at hand.
    profile: RwLock<Arc<Profile>>,
}

impl Store {
    /// Makes the person's folder, with a key of its own that `code` opens.
    pub fn create(root: &Path, code: &OfflineCode, profile: &Profile, hardness: Hardness, world: &dyn World) -> Result<Self, OpenError> {
        let folder = root.join(profile.person.to_string());
        if fs::symlink_metadata(&folder).is_ok() {
            return Err(OpenError::AlreadyThere);
        }
        let key = DatabaseKey::fresh()?;
        let unfinished = root.join(format!(".{}-{}", profile.person, world.mint()));
        fs::create_dir_all(&unfinished)?;
        make(&unfinished, &key, code, profile, hardness, world)?;
        fs::rename(&unfinished, &folder)?;
        keyfile::sync_folder(root)?;
        Self::open(&folder, key)
    }

    /// Opens a person's folder with her code.
    pub fn unlock(folder: &Path, code: &OfflineCode, world: &dyn World) -> Result<Self, OpenError> {
        let key = KeyFile::read(folder)?.try_code(folder, code, world)?;
        Self::open(folder, key)
    }

    /// Lets another code open the folder from now on; the old one no longer does.
    pub fn rewrap(&self, code: &OfflineCode, hardness: Hardness) -> Result<(), OpenError> {
        let mut file = KeyFile::read(&self.inner.folder)?;
        file.key = self.inner.key.wrap(code, hardness, &file.person.to_string())?;
        Ok(file.write(&self.inner.folder)?)
    }

    /// The person's folder.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Who uses this folder.
    pub fn profile(&self) -> Profile {
        (*self.by()).clone()
    }

    /// Who records.
    pub(crate) fn by(&self) -> Arc<Profile> {
        Arc::clone(&self.inner.profile.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The person, as she is now: names and teams change.
    pub fn set_profile(&self, profile: &Profile) -> Result<()> {
        if *self.by() == *profile {
            return Ok(());
        }
        self.write(|tx| setting::keep_profile(tx, profile))?;
        *self.inner.profile.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(profile.clone());
        // Only the greeting of the unlock page depends on it: a file that does not read now is not made worse.
        if let Ok(mut file) = KeyFile::read(&self.inner.folder)
            && file.greet(profile)
        {
            file.write(&self.inner.folder)?;
        }
        Ok(())
    }

    fn open(folder: &Path, key: DatabaseKey) -> Result<Self, OpenError> {
        let (connections, profile) = Connections::open(&folder.join(DATABASE), key.clone(), setting::profile)?;
        let profile = RwLock::new(Arc::new(profile));
        Ok(Self { inner: Arc::new(Inner { folder: folder.to_owned(), key, connections, profile }) })
    }

    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.inner.connections.write(work)
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.inner.connections.read(work)
    }
}

/// Fills a folder that nobody sees yet.
fn make(
    folder: &Path,
    key: &DatabaseKey,
    code: &OfflineCode,
    profile: &Profile,
    hardness: Hardness,
    world: &dyn World,
) -> Result<(), OpenError> {
    let file = folder.join(DATABASE);
    Connections::make(&file, key, |tx| setting::keep_profile(tx, profile))?;
    let wrapped = key.wrap(code, hardness, &profile.person.to_string())?;
    KeyFile::new(profile, wrapped, world.now()).write(folder)?;
    Ok(keyfile::sync_folder(folder)?)
}
