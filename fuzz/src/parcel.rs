//! Rescue files and sealed keys, as anybody may hand them in: as sealed, and as the tar that stands inside the seal.

use daybook_seal::{Limits, RecoveryIdentity, RecoveryKey, is_signed, open, read, tried};
use std::cell::OnceCell;

const LIMITS: Limits = Limits { changes_bytes: 64 * 1024, attached_bytes: 64 * 1024, files: 20 };
/// Made for this, and the key of nothing.
pub const SECRET: &str = "AGE-SECRET-KEY-1Q5ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZS7LLVFU";

thread_local! {
    static OURS: OnceCell<RecoveryIdentity> = const { OnceCell::new() };
}

/// As what is sealed, as what was in the seal, as keys and signatures.
pub fn sealed_and_not(bytes: &[u8]) {
    OURS.with(|ours| {
        let ours = ours.get_or_init(|| RecoveryIdentity::parse(SECRET).unwrap_or_else(|_| RecoveryIdentity::fresh()));
        let _ = read(bytes, ours, LIMITS, &mut |_, file| std::io::copy(file, &mut std::io::sink()).map(drop));
        let _ = open(ours, bytes, 64);
    });
    if let Ok(parcel) = tried::unpack(bytes, LIMITS) {
        assert!(parcel.changes.len() as u64 <= LIMITS.changes_bytes);
        assert!(!parcel.is_signed_by(&"00".repeat(32)), "nobody signs with that");
    }
    let text = String::from_utf8_lossy(bytes);
    if let Ok(key) = RecoveryKey::parse(&text) {
        assert!(RecoveryKey::parse(&key.to_string()).is_ok_and(|again| again == key));
    }
    let _ = RecoveryIdentity::parse(&text);
    let (signature, public) = text.split_once('\n').unwrap_or((&text, ""));
    assert!(!is_signed(b"something else", signature, public), "nothing here signs that");
}
