//! The offline code: what a person types to open her own data where nobody can be asked.
//!
//! Whoever takes the disk home may guess for years, so a code is five words that a machine drew, or something of the
//! person's own that is as hard to guess. Capitals and blanks between words do not count: a tablet's keyboard puts them in.

use crate::{OpenError, key};
use bip39::Language;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// A code. No `Debug`, no `Display`; wiped from memory when dropped.
#[derive(Clone)]
pub struct OfflineCode(Zeroizing<String>);

/// Why a code is too weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakCode {
    /// Fewer characters than any code that is hard to guess.
    #[error("fewer than {SHORTEST} characters")]
    TooShort,
    /// Names, dates, keyboard rows, a few common words: too few guesses find it.
    #[error("too easily guessed")]
    Guessable,
}

/// The fewest characters a code may have.
pub const SHORTEST: usize = 12;
/// Words in a code that is suggested: 2,048 to choose from each time, 55 bits together.
const WORDS: usize = 5;
/// The least that a code of one's own must cost a guesser: ten to the fifteenth guesses, 50 bits.
const LEAST_GUESSES: f64 = 15.0;

impl OfflineCode {
    /// Five words by chance, with blanks between them. Asked again, it gives others.
    pub fn suggest() -> Result<Zeroizing<String>, OpenError> {
        let list = Language::English.word_list();
        let mut words = Zeroizing::new(String::with_capacity(WORDS * 9));
        for drawn in key::chance::<{ 2 * WORDS }>()?.chunks_exact(2) {
            if !words.is_empty() {
                words.push(' ');
            }
            // Sixteen bits for eleven: 65,536 is a multiple of 2,048, so that every word is as likely as the next.
            words.push_str(list[usize::from(u16::from_le_bytes([drawn[0], drawn[1]])) % list.len()]);
        }
        Ok(words)
    }

    /// Takes a code that a person chooses.
    pub fn new(text: &str) -> Result<Self, WeakCode> {
        let code = Self::attempt(text);
        let folded = code.folded();
        if folded.chars().count() < SHORTEST {
            return Err(WeakCode::TooShort);
        }
        if !is_drawn(&folded) && zxcvbn::zxcvbn(&folded, &["daybook"]).guesses_log10() < LEAST_GUESSES {
            return Err(WeakCode::Guessable);
        }
        Ok(code)
    }

    /// A code that is only to be tried against one chosen before: however weak, it is right or wrong.
    pub fn attempt(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().to_owned()))
    }

    /// As it was typed.
    pub(crate) fn typed(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Small letters, one blank between words: what a key is wrapped with.
    pub(crate) fn folded(&self) -> Zeroizing<String> {
        let mut folded = Zeroizing::new(String::with_capacity(2 * self.0.len()));
        for word in self.0.split_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
        folded
    }
}

/// True for a code of the form that is suggested. A guesser's word lists know these words too, so that they are counted
/// here by how they were drawn; nobody can tell whether a person drew them or chose them, but not twice the same.
fn is_drawn(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let different: std::collections::BTreeSet<&str> = words.iter().copied().collect();
    words.len() >= WORDS && different.len() + 1 >= words.len() && words.iter().all(|word| Language::English.find_word(word).is_some())
}

/// How much work a guess at the code costs (Argon2id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hardness {
    /// Memory, in KiB.
    pub kib: u32,
    /// Passes over it.
    pub passes: u32,
}

/// As long as a person waits without noticing.
const UNNOTICED: Duration = Duration::from_millis(500);
const MOST_PASSES: u32 = 10;

impl Default for Hardness {
    fn default() -> Self {
        Self { kib: 64 * 1024, passes: 3 }
    }
}

impl Hardness {
    /// What this machine bears in about half a second. Takes as long as one pass; kept beside the key it was measured for.
    pub fn measured() -> Self {
        let one = Self { passes: 1, ..Self::default() };
        let began = Instant::now();
        if key::stretch(b"how long does this take?", one, &[7; 16]).is_err() {
            return Self::default();
        }
        Self { passes: passes_for(began.elapsed()), ..one }
    }

    /// As little as Argon2 allows: a test opens many stores.
    pub const fn for_tests() -> Self {
        Self { kib: 8, passes: 1 }
    }
}

fn passes_for(one: Duration) -> u32 {
    let fit = UNNOTICED.as_nanos() / one.as_nanos().max(1);
    u32::try_from(fit).unwrap_or(MOST_PASSES).clamp(1, MOST_PASSES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_code_that_anybody_would_try_first_is_refused() {
        for (code, why) in [
            ("24681012", WeakCode::TooShort),
            ("  abc  ", WeakCode::TooShort),
            ("three kites", WeakCode::TooShort),
            ("000000000000000000000000", WeakCode::Guessable),
            ("123456789012345678901234", WeakCode::Guessable),
            ("qwertyuiopasdfghjkl", WeakCode::Guessable),
            ("password password password", WeakCode::Guessable),
            ("nadia 12.03.1984", WeakCode::Guessable),
            ("daybook daybook 2026", WeakCode::Guessable),
            ("able able able able able", WeakCode::Guessable),
        ] {
            assert_eq!(OfflineCode::new(code).err(), Some(why), "{code}");
        }
    }

    #[test]
    fn what_is_suggested_is_five_words_of_the_list_never_the_same_and_always_taken() {
        let mut suggested = BTreeSet::new();
        let mut words = BTreeSet::new();
        for _ in 0..400 {
            let text = OfflineCode::suggest().unwrap();
            assert_eq!(text.split(' ').filter(|word| Language::English.find_word(word).is_some()).count(), 5, "{}", *text);
            words.extend(text.split(' ').map(str::to_owned));
            suggested.insert(text.to_string());
        }
        assert_eq!(suggested.len(), 400);
        assert!(words.len() > 1_000, "2,000 draws from 2,048 words meet about 1,270 of them: {}", words.len());
        assert!(suggested.iter().take(40).all(|text| OfflineCode::new(text).is_ok()));
    }

    #[test]
    fn a_passphrase_of_ones_own_is_taken_where_it_is_as_hard_to_guess() {
        assert!(OfflineCode::new("Zr7-qmVw2/pLx94-uTn").is_ok());
        assert!(OfflineCode::new("the heron on grandfather's barge smelt of turpentine").is_ok());
    }

    #[test]
    fn capitals_and_blanks_do_not_count() {
        let (one, other) =
            (OfflineCode::attempt(" Kite  harbor Velvet\ttunnel maple "), OfflineCode::attempt("kite harbor velvet tunnel maple"));
        assert_eq!(*one.folded(), *other.folded());
        assert_ne!(one.typed(), other.typed(), "a code of an older version is tried as it was typed");
    }

    #[test]
    fn a_guess_costs_about_half_a_second_and_never_nothing() {
        let table = [(1, 10), (20, 10), (50, 10), (100, 5), (240, 2), (900, 1), (60_000, 1)];
        for (milliseconds, passes) in table {
            assert_eq!(passes_for(Duration::from_millis(milliseconds)), passes, "{milliseconds} ms a pass");
        }
        let measured = Hardness::measured();
        assert!(measured.kib == 64 * 1024 && (1..=10).contains(&measured.passes), "{measured:?}");
    }
}
