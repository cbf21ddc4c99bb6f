//! A second way in, beside the code: the database's key wrapped by a key that lies elsewhere. Neither opens anything alone:
//! without the wrap here the key elsewhere is thirty-two random bytes, and without that key the wrap is nothing.
//!
//! Each wrap has a key of its own, and holds from one code to the next lock: a lock takes it off the disk, so that closing
//! the app and starting it again is no way around it. That the person wishes it is kept in the database, where nobody sees
//! it. What is deliberately not here: where the key lies, and who may wish it.

use crate::key::{self, DatabaseKey};
use crate::keyfile::KeyFile;
use crate::{OpenError, Result, Store, StoreError, wipe};
use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead, Payload};
use daybook_record::World;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use zeroize::Zeroizing;

const WISHED: &str = "opens_from_elsewhere";

/// The database's key as it lies in the key file.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct OuterWrap {
    nonce: String,
    sealed: String,
}

/// A key to be kept elsewhere.
pub fn fresh_outer_key() -> Result<Zeroizing<[u8; 32]>, OpenError> {
    Ok(Zeroizing::new(key::chance()?))
}

/// Takes the wrap off a closed folder: from here on the code alone opens it.
pub fn rest_wrapped(folder: &Path) -> io::Result<()> {
    let Ok(mut file) = KeyFile::read(folder) else { return Ok(()) };
    if file.about.elsewhere.take().is_none() { Ok(()) } else { file.write(folder) }
}

impl Store {
    /// Lets whoever holds `outer` open the folder too, until [`Store::rest_wrapped`] or [`Store::end_wrapped`]. A key that
    /// was told before no longer does.
    pub fn wrap_for(&self, outer: &[u8; 32]) -> Result<()> {
        let wrap = OuterWrap::of(&self.inner.key, outer, &self.by().person.to_string())?;
        self.keep_setting(WISHED, Some(&true))?;
        self.amend_key_file(|file| file.about.elsewhere = Some(wrap))
    }

    /// The person wishes it, whether or not it holds now.
    pub fn wishes_wrapped(&self) -> Result<bool> {
        Ok(self.setting::<bool>(WISHED)?.unwrap_or(false))
    }

    /// Until it is wrapped anew the code alone opens the folder. What the person wishes stays.
    pub fn rest_wrapped(&self) -> Result<()> {
        self.amend_key_file(|file| file.about.elsewhere = None)
    }

    /// The code alone opens the folder from now on.
    pub fn end_wrapped(&self) -> Result<()> {
        self.rest_wrapped()?;
        self.keep_setting::<bool>(WISHED, None)
    }

    /// Opens a person's folder with the key that was kept elsewhere. Counts no try, and takes none back.
    pub fn unlock_wrapped(folder: &Path, outer: &[u8; 32], world: &dyn World) -> Result<Self, OpenError> {
        if wipe::ordered(folder).is_some() {
            return Err(OpenError::BeingWiped);
        }
        let file = KeyFile::read(folder)?;
        let wrap = file.about.elsewhere.as_ref().ok_or(OpenError::NotTheKey)?;
        let key = wrap.unwrap_with(outer, &file.person.to_string()).ok_or(OpenError::NotTheKey)?;
        let store = Self::open(folder, key)?;
        file.used(world.now()).write(folder)?;
        Ok(store)
    }
}

impl OuterWrap {
    fn of(key: &DatabaseKey, outer: &[u8; 32], owner: &str) -> Result<Self> {
        let nonce = key::chance::<24>().map_err(|_| StoreError::Unreadable("chance"))?;
        let bound = bound_to(owner);
        let payload = Payload { msg: key.bytes(), aad: bound.as_bytes() };
        let sealed = key::cipher(outer).encrypt(&XNonce::from(nonce), payload).map_err(|_| StoreError::Unreadable("the key"))?;
        Ok(Self { nonce: hex::encode(nonce), sealed: hex::encode(sealed) })
    }

    /// None where `outer` is not the key, the wrap is another person's, or it does not read.
    fn unwrap_with(&self, outer: &[u8; 32], owner: &str) -> Option<DatabaseKey> {
        let (nonce, sealed) = (key::unhex::<24>(&self.nonce).ok()?, key::unhex::<48>(&self.sealed).ok()?);
        let bound = bound_to(owner);
        let payload = Payload { msg: &sealed, aad: bound.as_bytes() };
        let opened = Zeroizing::new(key::cipher(outer).decrypt(&XNonce::from(nonce), payload).ok()?);
        let mut key = Zeroizing::new([0; 32]);
        key.copy_from_slice(opened.get(..32)?);
        Some(DatabaseKey::from_bytes(&key))
    }
}

/// Sealed in, so that neither another person's wrap nor one made for a code is taken for it.
fn bound_to(owner: &str) -> String {
    format!("elsewhere:{owner}")
}
