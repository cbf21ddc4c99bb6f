//! Passwords and tokens: made, hashed, compared. Both are hashed at rest; neither is ever logged.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use daybook_record::World;
use sha2::{Digest as _, Sha256};

/// A password cannot be hashed: the memory asked for is out of bounds.
#[derive(Debug, thiserror::Error)]
#[error("passwords cannot be hashed with {kib} KiB")]
pub struct Unhashable {
    kib: u32,
}

/// Hashes a password with Argon2id. Slow on purpose; never on an async thread.
pub fn hash_password(password: &str, kib: u32, world: &dyn World) -> Result<String, Unhashable> {
    let mut salt = [0; 16];
    world.random(&mut salt);
    let params = Params::new(kib, 2, 1, None).map_err(|_| Unhashable { kib })?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt).map_err(|_| Unhashable { kib })?;
    Ok(hash.to_string())
}

/// True where this is the password behind the hash. Slow on purpose; never on an async thread.
pub fn verify_password(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

/// A fresh token: 32 bytes of chance, as text.
pub fn mint_token(world: &dyn World) -> String {
    let mut bytes = [0; 32];
    world.random(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is kept of a token.
pub fn hash_token(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ActualWorld;

    #[test]
    fn a_password_is_recognised_and_another_is_not() {
        let world = ActualWorld::default();
        let hash = hash_password("correct horse", 64, &world).unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("correct horse", &hash));
        assert!(!verify_password("correct house", &hash));
        assert!(!verify_password("correct horse", "no hash at all"));
    }
}
