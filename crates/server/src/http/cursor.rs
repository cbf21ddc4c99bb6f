//! Cursors: where a device was in a scope. Opaque to it, and worth nothing to another user, device, scope or epoch.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use daybook_record::{DeviceId, Scope, UserId, Version, World};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;
use std::path::Path;
use subtle::ConstantTimeEq as _;

/// Whose cursor, and of what.
pub(super) struct Owner<'a> {
    pub(super) org: &'a str,
    pub(super) epoch: &'a str,
    pub(super) user: UserId,
    pub(super) device: DeviceId,
    pub(super) scope: &'a Scope,
}

/// How far the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Everything up to here was given.
    pub(super) after: Version,
    /// Where the order stood when the device started from nothing: what had left before that, it never had.
    pub(super) floor: Version,
}

const TAG: usize = 16;

impl Place {
    pub(super) fn seal(self, key: &[u8; 32], owner: &Owner<'_>) -> String {
        let mut bytes = self.bytes().to_vec();
        bytes.extend_from_slice(&self.tag(key, owner));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// None where the cursor is somebody else's, of something else, or no cursor at all.
    pub(super) fn open(cursor: &str, key: &[u8; 32], owner: &Owner<'_>) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().filter(|bytes| bytes.len() == 16 + TAG)?;
        let number = |at: usize| bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map(u64::from_be_bytes);
        let place = Self { after: number(0)?, floor: number(8)? };
        let ours = place.tag(key, owner).ct_eq(&bytes[16..]);
        bool::from(ours).then_some(place)
    }

    fn bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.after.to_be_bytes());
        bytes[8..].copy_from_slice(&self.floor.to_be_bytes());
        bytes
    }

    /// A keyed hash over place and owner, taken twice so that it cannot be lengthened.
    fn tag(self, key: &[u8; 32], owner: &Owner<'_>) -> [u8; TAG] {
        let mut inner = Sha256::new();
        inner.update(key);
        inner.update(self.bytes());
        for part in [owner.org, owner.epoch, &owner.user.to_string(), &owner.device.to_string(), &owner.scope.to_string()] {
            inner.update((part.len() as u64).to_be_bytes());
            inner.update(part);
        }
        let outer = Sha256::new().chain_update(key).chain_update(inner.finalize()).finalize();
        let mut tag = [0; TAG];
        tag.copy_from_slice(&outer[..TAG]);
        tag
    }
}

/// The key of this service's cursors, made once and kept beside the database. A lost key costs a fresh download, no more.
pub(crate) fn key_in(data: &Path, world: &dyn World) -> std::io::Result<[u8; 32]> {
    let path = data.join("cursor.key");
    match std::fs::read(&path) {
        Ok(bytes) => bytes.try_into().map_err(|_| std::io::Error::new(std::io::ErrorKind::InvalidData, "cursor.key is damaged: delete it")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mut key = [0; 32];
            world.random(&mut key);
            let mut draft = tempfile_in(data, world)?;
            draft.0.write_all(&key)?;
            draft.0.sync_all()?;
            std::fs::rename(draft.1, &path)?;
            Ok(key)
        }
        Err(error) => Err(error),
    }
}

fn tempfile_in(data: &Path, world: &dyn World) -> std::io::Result<(std::fs::File, std::path::PathBuf)> {
    let path = data.join(format!("cursor.key.{}", world.mint().simple()));
    Ok((std::fs::File::create_new(&path)?, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_for_its_owner_alone() {
        let (key, scope, other) = ([7; 32], Scope::School("100000".into()), Scope::School("100001".into()));
        let (user, device) = (UserId(uuid::Uuid::from_u128(1)), DeviceId(uuid::Uuid::from_u128(2)));
        let owner = Owner { org: "R1", epoch: "e", user, device, scope: &scope };
        let place = Place { after: 12, floor: 3 };
        let cursor = place.seal(&key, &owner);
        assert_eq!(Place::open(&cursor, &key, &owner), Some(place));
        for wrong in [
            Owner { org: "R2", ..owner },
            Owner { epoch: "f", ..owner },
            Owner { user: UserId(uuid::Uuid::from_u128(3)), ..owner },
            Owner { device: DeviceId(uuid::Uuid::from_u128(3)), ..owner },
            Owner { scope: &other, ..owner },
        ] {
            assert_eq!(Place::open(&cursor, &key, &wrong), None);
        }
        assert_eq!(Place::open("nonsense", &key, &owner), None);
    }
}
