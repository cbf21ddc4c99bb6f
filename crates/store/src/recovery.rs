//! What the service can undo and nobody else: the database's key sealed to its recovery key, and a store opened again with
//! the key that it released. And the device's own signature, which proves what is handed in for it.

use crate::key::{self, DatabaseKey};
use crate::keyfile::KeyFile;
use crate::{Hardness, OfflineCode, OpenError, Result, Store, StoreError, setting};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use daybook_record::{Moment, World};
use daybook_seal::{DeviceKey, RecoveryKey};
use rusqlite::Connection;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::path::Path;
use zeroize::Zeroizing;

const RECOVERY: &str = "recovery";
const DEVICE_KEY: &str = "device_key";
/// The unlock page counts in days: a contact is not written down more often than that.
const CONTACT_SECONDS: i64 = 3600;

/// The database's key, as only the service can open it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedKey {
    /// The recovery key to which it is sealed (`age1…`).
    pub to: String,
    /// The seal.
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    pub sealed: Vec<u8>,
}

/// The sealed key of a closed folder, if it has one.
pub fn sealed_key(folder: &Path) -> Option<SealedKey> {
    KeyFile::read(folder).or_else(|_| KeyFile::read_copy(folder)).ok()?.about.sealed_key
}

/// A signature for a device that is about to sign in.
pub fn fresh_device_key() -> Result<DeviceKey, OpenError> {
    Ok(DeviceKey::from_secret(&Zeroizing::new(key::chance::<32>()?)))
}

impl Store {
    /// From here on copies and rescue files are sealed to this key, and the database's key too, so that a forgotten code is
    /// not the end of what was recorded.
    pub fn set_recovery(&self, recovery: &RecoveryKey) -> Result<()> {
        let to = recovery.to_string();
        if self.setting::<String>(RECOVERY)?.as_ref() != Some(&to) {
            self.keep_setting(RECOVERY, Some(&to))?;
        }
        if sealed_key(self.folder()).is_some_and(|sealed| sealed.to == to) {
            return Ok(());
        }
        let sealed = daybook_seal::seal(recovery, self.inner.key.bytes()).map_err(|_| StoreError::Unreadable("the recovery key"))?;
        self.amend_key_file(|file| file.about.sealed_key = Some(SealedKey { to, sealed }))
    }

    /// The organisation's recovery key, as last heard.
    pub fn recovery(&self) -> Result<Option<RecoveryKey>> {
        Ok(self.setting::<String>(RECOVERY)?.and_then(|text| RecoveryKey::parse(&text).ok()))
    }

    /// The device's own signature. A store that was made without one gets it now.
    pub fn device_key(&self) -> Result<DeviceKey> {
        if let Some(kept) = self.read(|tx| kept_device_key(tx))? {
            return Ok(kept);
        }
        let fresh = fresh_device_key().map_err(|_| StoreError::Unreadable("chance"))?;
        self.write(|tx| match kept_device_key(tx)? {
            Some(kept) => Ok(kept),
            None => keep_device_key(tx, &fresh).map(|()| fresh.clone()),
        })
    }

    /// The service was heard: the days until a code alone no longer opens the folder begin anew.
    pub fn note_contact(&self, at: Moment, expires_after_days: u32) -> Result<()> {
        self.amend_key_file(|file| {
            let recent = |heard: Moment| (0..CONTACT_SECONDS).contains(&at.seconds_since(heard));
            if file.about.expires_after_days != expires_after_days || !file.about.last_contact.is_some_and(recent) {
                file.about.expires_after_days = expires_after_days;
                file.about.last_contact = Some(at);
            }
        })
    }

    /// Opens a folder with the key that the service released, and wraps it with a new code; the old one no longer opens it.
    pub fn unlock_released(
        folder: &Path,
        released: &[u8; 32],
        new: &OfflineCode,
        hardness: Hardness,
        world: &dyn World,
    ) -> Result<Self, OpenError> {
        let key = DatabaseKey::from_bytes(released);
        let store = Self::open(folder, key.clone())?;
        let profile = store.profile();
        let wrapped = key.wrap(new, hardness, &profile.person.to_string())?;
        let file = match KeyFile::read(folder).or_else(|_| KeyFile::read_copy(folder)) {
            Ok(file) => file.with_key(wrapped, world.now()),
            // The key file was what was lost; the database itself says whose it is.
            Err(_) => KeyFile::new(&profile, wrapped, world.now()),
        };
        file.write_with_copy(folder)?;
        if let Ok(Some(recovery)) = store.recovery() {
            store.set_recovery(&recovery).ok();
        }
        Ok(store)
    }
}

pub(crate) fn keep_device_key(tx: &Connection, key: &DeviceKey) -> Result<()> {
    let secret = Zeroizing::new(hex::encode(key.secret().as_slice()));
    setting::set(tx, DEVICE_KEY, Some(&secret.as_str()))
}

fn kept_device_key(tx: &Connection) -> Result<Option<DeviceKey>> {
    let Some(text) = setting::get::<String>(tx, DEVICE_KEY)?.map(Zeroizing::new) else { return Ok(None) };
    let mut secret = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.as_str(), secret.as_mut_slice()).map_err(|_| StoreError::Unreadable(DEVICE_KEY))?;
    Ok(Some(DeviceKey::from_secret(&secret)))
}

fn to_base64<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&BASE64.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    BASE64.decode(String::deserialize(from)?).map_err(serde::de::Error::custom)
}
