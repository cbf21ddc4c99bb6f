//! The key of the database: thirty-two random bytes, which lie on the disk only wrapped by the person's offline code.
//!
//! The code never becomes the key: another code wraps the same key anew, and the data need not be written again.

use crate::{Hardness, OfflineCode, OpenError};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The key, in memory. Wiped when dropped.
#[derive(Clone)]
pub(crate) struct DatabaseKey(Zeroizing<[u8; 32]>);

/// The key, as it may lie on the disk.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct WrappedKey {
    kib: u32,
    passes: u32,
    salt: String,
    #[serde(flatten)]
    under: SealedUnder,
    /// Capitals and blanks of the code do not count. Keys wrapped by the first version took it as it was typed.
    #[serde(default)]
    folded: bool,
}

/// The key under another, with what it is bound to sealed in.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SealedUnder {
    nonce: String,
    sealed: String,
}

/// What a wrapped key that was tampered with, or read by halves, looks like.
pub(crate) struct NotReadable;

impl DatabaseKey {
    pub(crate) fn fresh() -> Result<Self, OpenError> {
        Ok(Self(Zeroizing::new(chance()?)))
    }

    /// As it comes back from whoever could open its seal.
    pub(crate) fn from_bytes(key: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*key))
    }

    /// To be sealed.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Wraps the key for `code`. `owner` is sealed in: a wrapped key put into another person's folder does not open.
    pub(crate) fn wrap(&self, code: &OfflineCode, hardness: Hardness, owner: &str) -> Result<WrappedKey, OpenError> {
        let salt = chance::<16>()?;
        let outer = stretch(code.folded().as_bytes(), hardness, &salt).map_err(|NotReadable| OpenError::Damaged)?;
        let Hardness { kib, passes } = hardness;
        Ok(WrappedKey { kib, passes, salt: hex::encode(salt), under: self.seal_under(&outer, owner)?, folded: true })
    }

    /// Seals the key under another. `bound` is sealed in: what was sealed for something else does not open.
    pub(crate) fn seal_under(&self, outer: &[u8; 32], bound: &str) -> Result<SealedUnder, OpenError> {
        let nonce = chance::<24>()?;
        let payload = Payload { msg: self.0.as_slice(), aad: bound.as_bytes() };
        let sealed = cipher(outer).encrypt(&XNonce::from(nonce), payload).map_err(|_| OpenError::Damaged)?;
        Ok(SealedUnder { nonce: hex::encode(nonce), sealed: hex::encode(sealed) })
    }

    /// As SQLCipher takes a raw key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let digits = Zeroizing::new(hex::encode(self.0.as_slice()));
        Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", digits.as_str()))
    }
}

impl WrappedKey {
    /// The key, or none where the code is not the one.
    pub(crate) fn unwrap_with(&self, code: &OfflineCode, owner: &str) -> Result<Option<DatabaseKey>, NotReadable> {
        let salt: [u8; 16] = unhex(&self.salt)?;
        let hardness = Hardness { kib: self.kib, passes: self.passes };
        let outer = if self.folded { stretch(code.folded().as_bytes(), hardness, &salt) } else { stretch(code.typed(), hardness, &salt) }?;
        self.under.open(&outer, owner)
    }
}

impl SealedUnder {
    /// The key, or none where `outer` is not the one, or it was sealed for something else.
    pub(crate) fn open(&self, outer: &[u8; 32], bound: &str) -> Result<Option<DatabaseKey>, NotReadable> {
        let nonce: [u8; 24] = unhex(&self.nonce)?;
        let sealed: [u8; 48] = unhex(&self.sealed)?;
        let payload = Payload { msg: &sealed, aad: bound.as_bytes() };
        let Ok(opened) = cipher(outer).decrypt(&XNonce::from(nonce), payload).map(Zeroizing::new) else { return Ok(None) };
        let mut key = Zeroizing::new([0; 32]);
        key.copy_from_slice(opened.get(..32).ok_or(NotReadable)?);
        Ok(Some(DatabaseKey(key)))
    }
}

/// Beyond these no file of ours goes: one that says more is damaged, and must not take the machine's memory or its day.
const MOST: Hardness = Hardness { kib: 1024 * 1024, passes: 100 };

/// The code, made expensive to guess.
pub(crate) fn stretch(code: &[u8], hardness: Hardness, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, NotReadable> {
    if hardness.kib > MOST.kib || hardness.passes > MOST.passes {
        return Err(NotReadable);
    }
    let params = Params::new(hardness.kib, hardness.passes, 1, Some(32)).map_err(|_| NotReadable)?;
    let mut out = Zeroizing::new([0; 32]);
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(code, salt, out.as_mut_slice()).map_err(|_| NotReadable)?;
    Ok(out)
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

/// Keys come from the system itself, not from the world that is passed in: a test must not be able to choose one.
pub(crate) fn chance<const N: usize>() -> Result<[u8; N], OpenError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| OpenError::NoRandomness)?;
    Ok(bytes)
}

fn unhex<const N: usize>(text: &str) -> Result<[u8; N], NotReadable> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| NotReadable)?;
    Ok(bytes)
}
