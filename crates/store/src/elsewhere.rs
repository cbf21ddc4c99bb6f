//! A second way in, beside the code: the database's key wrapped by a key that lies elsewhere. Neither opens anything alone:
//! without the wrap here the key elsewhere is thirty-two random bytes, and without that key the wrap is nothing.
//!
//! Each wrap has a key of its own, and holds from one code to the next lock: a lock takes it off the disk, so that closing
//! the app and starting it again is no way around it. That the person wishes it is kept in the database, where nobody sees
//! it. What is deliberately not here: where the key lies, and who may wish it.

use crate::key;
use crate::keyfile::KeyFile;
use crate::{OpenError, Result, Store, StoreError, wipe};
use daybook_record::{UserId, World};
use std::io;
use std::path::Path;
use zeroize::Zeroizing;

const WISHED: &str = "opens_from_elsewhere";

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
        let wrap = self.inner.key.seal_under(outer, &bound_to(self.by().person)).map_err(|_| StoreError::Unreadable("the key"))?;
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
        let key = wrap.open(outer, &bound_to(file.person)).ok().flatten().ok_or(OpenError::NotTheKey)?;
        let store = Self::open(folder, key)?;
        file.used(world.now()).write(folder)?;
        Ok(store)
    }
}

/// Sealed in, so that neither another person's wrap nor one made for a code is taken for it.
fn bound_to(owner: UserId) -> String {
    format!("elsewhere:{owner}")
}
