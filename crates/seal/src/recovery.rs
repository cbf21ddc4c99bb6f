//! The organisation's recovery key: its public half is on every device, its secret half with the service alone.

use crate::SealError;
use age::secrecy::ExposeSecret;
use age::{DecryptError, EncryptError};
use std::fmt;
use std::io::Read;
use zeroize::Zeroizing;

/// The public half, `age1…`. Whoever has it can seal, and open nothing.
#[derive(Clone)]
pub struct RecoveryKey(age::x25519::Recipient);

impl RecoveryKey {
    /// Reads `age1…`.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        text.trim().parse().map(Self).map_err(|_| SealError::NotAKey)
    }

    pub(crate) fn recipient(&self) -> &age::x25519::Recipient {
        &self.0
    }
}

impl fmt::Display for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecoveryKey({self})")
    }
}

impl PartialEq for RecoveryKey {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

/// The secret half. No `Debug`, no `Display`; wiped when dropped.
pub struct RecoveryIdentity(age::x25519::Identity);

impl RecoveryIdentity {
    /// A fresh one, from the system's own chance.
    pub fn fresh() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        text.trim().parse().map(Self).map_err(|_| SealError::NotAKey)
    }

    /// As it is kept in its file, for its owner's eyes alone.
    pub fn secret(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// The public half.
    pub fn key(&self) -> RecoveryKey {
        RecoveryKey(self.0.to_public())
    }

    pub(crate) fn identity(&self) -> &age::x25519::Identity {
        &self.0
    }
}

/// Seals a few bytes: a key.
pub fn seal(to: &RecoveryKey, secret: &[u8]) -> Result<Vec<u8>, SealError> {
    age::encrypt(to.recipient(), secret).map_err(SealError::from)
}

/// Opens a few bytes: at most `most`.
pub fn open(with: &RecoveryIdentity, sealed: &[u8], most: usize) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let opened = age::Decryptor::new(sealed)?.decrypt(std::iter::once(with.identity() as &dyn age::Identity))?;
    let mut secret = Zeroizing::new(Vec::new());
    opened.take(most as u64 + 1).read_to_end(&mut secret).map_err(|_| SealError::Unreadable("the seal"))?;
    if secret.len() > most { Err(SealError::TooMuch) } else { Ok(secret) }
}

impl From<EncryptError> for SealError {
    fn from(error: EncryptError) -> Self {
        match error {
            EncryptError::Io(error) => SealError::Io(error),
            _ => SealError::NotAKey,
        }
    }
}

impl From<DecryptError> for SealError {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => SealError::Io(error),
            _ => SealError::NotForUs,
        }
    }
}
