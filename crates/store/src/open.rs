//! Opening: a person's folder, made once, unlocked with her code, never made over another.
//!
//! A folder is `<root>/<person>/` with `key.json` and `daybook.db`. It is made under another name and renamed when it is
//! whole, so that a crash in the middle leaves no folder that does not open.

use crate::connection::Connections;
use crate::key::DatabaseKey;
use crate::keyfile::{self, KeyFile};
use crate::recovery::{self, fresh_device_key};
use crate::{Hardness, OfflineCode, OpenError, Profile, Result, StoreError, copy, outbox, setting, wipe};
use daybook_record::World;
use daybook_seal::DeviceKey;
use rusqlite::{Connection, Transaction};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

pub(crate) const DATABASE: &str = "daybook.db";

/// One person's data on this device, open. Cheap to clone; all clones share one writer and a few readers.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) folder: PathBuf,
    pub(crate) key: DatabaseKey,
    /// Held while the key file is read and written again.
    key_file: Mutex<()>,
    /// What the newest copy holds.
    pub(crate) copied: Mutex<copy::Last>,
    /// Nothing more is recorded: it is about to be wiped.
    pub(crate) closing: AtomicBool,
    connections: Connections,
    /// Who records: needed for every change, so kept at hand.
    profile: RwLock<Arc<Profile>>,
}

impl Store {
    /// Makes the person's folder, with a key of its own that `code` opens.
    pub fn create(root: &Path, code: &OfflineCode, profile: &Profile, hardness: Hardness, world: &dyn World) -> Result<Self, OpenError> {
        Self::create_signing(root, code, profile, &fresh_device_key()?, hardness, world)
    }

    /// The same, with the device's signature of which the service was told at sign-in.
    pub fn create_signing(
        root: &Path,
        code: &OfflineCode,
        profile: &Profile,
        device_key: &DeviceKey,
        hardness: Hardness,
        world: &dyn World,
    ) -> Result<Self, OpenError> {
        let folder = root.join(profile.person.to_string());
        if fs::symlink_metadata(&folder).is_ok() {
            return Err(OpenError::AlreadyThere);
        }
        if wipe::ordered(&folder).is_some() {
            // Cut short when all was gone but the word that it is: nothing of the new folder belongs to it.
            wipe::wipe(&folder)?;
        }
        let key = DatabaseKey::fresh()?;
        let unfinished = root.join(format!(".{}-{}", profile.person, world.mint()));
        fs::create_dir_all(&unfinished)?;
        let file = unfinished.join(DATABASE);
        Connections::make(&file, &key, |tx| {
            setting::keep_profile(tx, profile)?;
            recovery::keep_device_key(tx, device_key)
        })?;
        let wrapped = key.wrap(code, hardness, &profile.person.to_string())?;
        KeyFile::new(profile, wrapped, world.now()).write_with_copy(&unfinished)?;
        keyfile::sync_folder(&unfinished)?;
        fs::rename(&unfinished, &folder)?;
        keyfile::sync_folder(root)?;
        Self::open(&folder, key)
    }

    /// Opens a person's folder with her code.
    pub fn unlock(folder: &Path, code: &OfflineCode, world: &dyn World) -> Result<Self, OpenError> {
        if wipe::ordered(folder).is_some() {
            return Err(OpenError::BeingWiped);
        }
        let key = KeyFile::read(folder)?.try_code(folder, code, world)?;
        Self::open(folder, key)
    }

    /// Lets another code open the folder from now on; the old one no longer does.
    pub fn rewrap(&self, code: &OfflineCode, hardness: Hardness) -> Result<(), OpenError> {
        let _held = self.inner.key_file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = KeyFile::read(&self.inner.folder)?;
        file.key = self.inner.key.wrap(code, hardness, &file.person.to_string())?;
        Ok(file.write_with_copy(&self.inner.folder)?)
    }

    /// Refused where it is not the person's code; counted like every try. For what only she may do while it is open.
    pub fn check_code(&self, code: &OfflineCode, world: &dyn World) -> Result<(), OpenError> {
        let _held = self.inner.key_file.lock().unwrap_or_else(PoisonError::into_inner);
        KeyFile::read(&self.inner.folder)?.try_code(&self.inner.folder, code, world).map(drop)
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
        self.amend_key_file(|file| file.greet(profile))
    }

    /// Changes what stands beside the database. What stands there matters only while the store is closed, and a file that
    /// does not read now is not made worse.
    pub(crate) fn amend_key_file(&self, amend: impl FnOnce(&mut KeyFile)) -> Result<()> {
        let _held = self.inner.key_file.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(before) = KeyFile::read(&self.inner.folder) else { return Ok(()) };
        let mut file = before.clone();
        amend(&mut file);
        if !file.is_same(&before) {
            file.write_with_copy(&self.inner.folder)?;
        }
        Ok(())
    }

    pub(crate) fn open(folder: &Path, key: DatabaseKey) -> Result<Self, OpenError> {
        if wipe::ordered(folder).is_some() {
            return Err(OpenError::BeingWiped);
        }
        let recorded = keyfile::recorded(folder);
        let (connections, profile) = Connections::open(&folder.join(DATABASE), key.clone(), |connection| {
            holds_all(connection, recorded)?;
            setting::profile(connection)
        })?;
        let profile = RwLock::new(Arc::new(profile));
        Ok(Self {
            inner: Arc::new(Inner {
                folder: folder.to_owned(),
                key,
                key_file: Mutex::default(),
                copied: Mutex::default(),
                closing: AtomicBool::new(false),
                connections,
                profile,
            }),
        })
    }

    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.inner.connections.write(work)
    }

    #[cfg(feature = "faults")]
    pub(crate) fn faults(&self) -> &crate::fault::Faults {
        &self.inner.connections.faults
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.inner.connections.read(work)
    }
}

/// A log that was spoilt in its middle ends there for SQLite, as one that the power cut does: what came after is gone without
/// a word, and the file is sound. Only a count kept outside it can tell.
fn holds_all(connection: &Connection, recorded: u64) -> Result<()> {
    if outbox::recorded(connection)? < recorded { Err(StoreError::Damaged) } else { Ok(()) }
}
