//! Sign-in is slowed down after wrong passwords, one throttle by account and one by address. In memory: a restart forgives.

use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Who has tried how often.
pub struct Throttle {
    tries: u32,
    wait_ms: u64,
    /// By the hash of the name: whoever makes up long names fills no memory.
    seen: Mutex<HashMap<[u8; 32], Tries>>,
}

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last_ms: u64,
}

/// After so many waits without a wrong password, what was before is forgotten.
const FORGOTTEN_AFTER: u64 = 10;

/// More names than this are not remembered. What is over is forgotten first, then who has tried least and longest ago.
const MOST_NAMES: usize = 10_000;

impl Throttle {
    /// After so many wrong tries in a row, so many seconds must pass.
    pub fn new(tries: u32, wait_seconds: u64) -> Self {
        Self { tries: tries.max(1), wait_ms: wait_seconds * 1_000, seen: Mutex::new(HashMap::new()) }
    }

    /// Seconds that this one must still wait; none where it may try.
    pub fn must_wait(&self, name: &str, now_ms: u64) -> Option<u64> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let tries = seen.get(&key(name)).filter(|tries| tries.wrong >= self.tries)?;
        let wait = (tries.last_ms + self.wait_ms).saturating_sub(now_ms);
        (wait > 0).then(|| wait.div_ceil(1_000))
    }

    /// The password was wrong.
    pub fn wrong(&self, name: &str, now_ms: u64) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let name = key(name);
        if seen.len() >= MOST_NAMES && !seen.contains_key(&name) {
            seen.retain(|_, tries| tries.last_ms + self.wait_ms * FORGOTTEN_AFTER > now_ms);
            let least = seen.iter().min_by_key(|(_, tries)| (tries.wrong, tries.last_ms)).map(|(name, _)| *name);
            if let Some(least) = least.filter(|_| seen.len() >= MOST_NAMES) {
                seen.remove(&least);
            }
        }
        let tries = seen.entry(name).or_insert(Tries { wrong: 0, last_ms: now_ms });
        if now_ms.saturating_sub(tries.last_ms) > self.wait_ms * FORGOTTEN_AFTER {
            tries.wrong = 0;
        }
        // Whoever has waited starts again with one try left, not with all of them.
        tries.wrong = (tries.wrong + 1).min(self.tries);
        tries.last_ms = now_ms;
    }

    /// The password was right.
    pub fn right(&self, name: &str) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(name));
    }
}

fn key(name: &str) -> [u8; 32] {
    Sha256::digest(name).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_too_many_wrong_passwords_one_must_wait_and_then_may_try_again() {
        let throttle = Throttle::new(2, 60);
        throttle.wrong("nadia", 0);
        assert_eq!(throttle.must_wait("nadia", 0), None);
        throttle.wrong("nadia", 1_000);
        assert_eq!(throttle.must_wait("nadia", 31_000), Some(30));
        assert_eq!(throttle.must_wait("amina", 31_000), None);
        assert_eq!(throttle.must_wait("nadia", 61_000), None);
        throttle.right("nadia");
        throttle.wrong("nadia", 62_000);
        assert_eq!(throttle.must_wait("nadia", 62_000), None);
    }

    #[test]
    fn made_up_names_neither_fill_the_memory_nor_free_who_must_wait() {
        let throttle = Throttle::new(2, 60);
        throttle.wrong("nadia", 0);
        throttle.wrong("nadia", 0);
        for number in 0..MOST_NAMES + 100 {
            throttle.wrong(&format!("made up {number}"), 1_000);
        }
        assert_eq!(throttle.seen.lock().unwrap().len(), MOST_NAMES);
        assert!(throttle.must_wait("nadia", 2_000).is_some());
    }
}
