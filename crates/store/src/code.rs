//! The offline code: what a person types to open her own data where nobody can be asked.

use zeroize::Zeroizing;

/// A code that is not too weak. No `Debug`, no `Display`; wiped from memory when dropped.
#[derive(Clone)]
pub struct OfflineCode(Zeroizing<String>);

/// Why a code is too weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakCode {
    /// Fewer than eight characters.
    #[error("fewer than {SHORTEST} characters")]
    TooShort,
    /// One character again and again.
    #[error("one character again and again")]
    Repeated,
    /// 12345678, abcdefgh, or the same backwards.
    #[error("a plain sequence")]
    Sequence,
}

/// The fewest characters a code may have.
pub const SHORTEST: usize = 8;

impl OfflineCode {
    /// Takes a code as typed; blanks around it do not count.
    pub fn new(text: &str) -> Result<Self, WeakCode> {
        let code = Zeroizing::new(text.trim().to_owned());
        let letters: Zeroizing<Vec<u32>> = Zeroizing::new(code.chars().map(u32::from).collect());
        let every_step = |step: i64| letters.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step);
        match () {
            () if letters.len() < SHORTEST => Err(WeakCode::TooShort),
            () if every_step(0) => Err(WeakCode::Repeated),
            () if every_step(1) || every_step(-1) => Err(WeakCode::Sequence),
            () => Ok(Self(code)),
        }
    }

    /// A code that is only to be tried against one chosen before: however weak, it is right or wrong.
    pub fn attempt(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().to_owned()))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// How much work a guess at the code costs (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hardness {
    /// Memory, in KiB.
    pub kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for Hardness {
    fn default() -> Self {
        Self { kib: 64 * 1024, passes: 3 }
    }
}

impl Hardness {
    /// As little as Argon2 allows: a test opens many stores.
    pub const fn for_tests() -> Self {
        Self { kib: 8, passes: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_anybody_would_try_first_is_refused() {
        for (code, why) in [
            ("1234567", WeakCode::TooShort),
            ("  abc  ", WeakCode::TooShort),
            ("00000000", WeakCode::Repeated),
            ("12345678", WeakCode::Sequence),
            ("hgfedcba", WeakCode::Sequence),
        ] {
            assert_eq!(OfflineCode::new(code).err(), Some(why), "{code}");
        }
    }

    #[test]
    fn blanks_around_a_code_do_not_count() {
        assert!(OfflineCode::new(" three red kites ").is_ok_and(|code| code.bytes() == b"three red kites"));
    }
}
