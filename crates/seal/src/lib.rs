//! What only the service can open: keys, copies and rescue files, sealed on the device to the organisation's recovery key.
//!
//! The form is age (X25519) around a plain tar, so that a file handed in ten years from now opens with two well-known
//! tools. Sealing needs no secret, which is why a device that is locked, or shared, or broken can do it; opening needs the
//! service's. Since anybody may seal, a parcel is signed by the device it speaks for: an unsigned one proves nothing.
//! What is deliberately not here: what is in a store (`store`), how it travels (`wire`), what becomes of it (`server`).

mod device;
mod parcel;
mod recovery;

pub use device::{DeviceKey, is_signed};
pub use parcel::{About, Attached, Limits, Opened, Why, picture_of, read, write};
pub use recovery::{RecoveryIdentity, RecoveryKey, open, seal};

/// A door for those who try to break the reading of a parcel (`fuzz/`), past the seal that would keep them out.
#[doc(hidden)]
pub mod tried {
    use crate::{Limits, Opened, SealError};
    use std::io::Read;

    /// Reads the tar that stands inside a seal; what is attached is read to its end and dropped.
    pub fn unpack(tar: impl Read, limits: Limits) -> Result<Opened, SealError> {
        crate::parcel::unpack(tar, limits, &mut |_, file| std::io::copy(file, &mut std::io::sink()).map(drop))
    }
}

/// What can go wrong. Never quotes what is sealed (law 14).
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Not a recovery key, or not the secret half of one.
    #[error("this is not a recovery key")]
    NotAKey,
    /// Sealed for somebody else, or not sealed at all.
    #[error("this was not sealed for this key")]
    NotForUs,
    /// The seal is ours, and what it holds is cut short or was changed.
    #[error("what is sealed does not read as it should: {0}")]
    Unreadable(&'static str),
    /// More in it than is taken at once.
    #[error("it holds more than is taken at once")]
    TooMuch,
    /// Reading or writing.
    #[error("reading or writing failed")]
    Io(#[from] std::io::Error),
}
