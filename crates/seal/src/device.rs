//! The device's own signature: proves that a parcel, or a statement, was made by the device it speaks for.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

/// The secret half (Ed25519). Lies in the encrypted store and nowhere else. No `Debug`; wiped when dropped.
#[derive(Clone)]
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// From thirty-two bytes of chance, or as it was kept.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// As it is kept in the store.
    pub fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half in hex, as the service is told it at sign-in.
    pub fn public(&self) -> String {
        hex::encode(self.0.verifying_key().to_bytes())
    }

    /// Signs, in hex.
    pub fn sign(&self, what: &[u8]) -> String {
        hex::encode(self.0.sign(what).to_bytes())
    }
}

/// True where `signature` (hex) over `what` was made by the device whose public half is `public` (hex).
pub fn is_signed(what: &[u8], signature: &str, public: &str) -> bool {
    let (mut key, mut signed) = ([0; 32], [0; 64]);
    if hex::decode_to_slice(public, &mut key).is_err() || hex::decode_to_slice(signature, &mut signed).is_err() {
        return false;
    }
    VerifyingKey::from_bytes(&key).is_ok_and(|key| key.verify_strict(what, &Signature::from_bytes(&signed)).is_ok())
}
