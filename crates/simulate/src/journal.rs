//! The journal of a play: everything that was done and answered, as a hash that two plays of one seed must share; counts
//! of faults by kind; and the first promise that was broken.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A promise that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub promise: &'static str,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.promise, self.found)
    }
}

/// What a play leaves behind.
#[derive(Debug)]
pub struct Journal {
    inner: Mutex<Inner>,
    tell: bool,
}

#[derive(Debug, Default)]
struct Inner {
    hash: u64,
    counts: BTreeMap<String, u64>,
    broken: Option<Broken>,
}

impl Journal {
    /// An empty one; `tell` prints every line.
    pub fn new(tell: bool) -> Self {
        Self { inner: Mutex::new(Inner { hash: 0xcbf2_9ce4_8422_2325, ..Inner::default() }), tell }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Something happened.
    pub fn note(&self, line: &str) {
        if self.tell {
            println!("{line}");
        }
        self.with(|inner| {
            for byte in line.bytes().chain(*b"\n") {
                inner.hash = (inner.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        });
    }

    /// Something of this kind happened.
    pub fn count(&self, kind: &str) {
        self.with(|inner| *inner.counts.entry(kind.to_owned()).or_default() += 1);
    }

    /// So many things of this kind happened.
    pub fn add(&self, kind: &str, times: u64) {
        if times > 0 {
            self.with(|inner| *inner.counts.entry(kind.to_owned()).or_default() += times);
        }
    }

    /// A promise does not hold. The first one is kept.
    pub fn broken(&self, promise: &'static str, found: String) {
        self.note(&format!("BROKEN {promise}: {found}"));
        self.with(|inner| {
            inner.broken.get_or_insert(Broken { promise, found });
        });
    }

    /// The promise that was broken, if one was.
    pub fn first_broken(&self) -> Option<Broken> {
        self.with(|inner| inner.broken.clone())
    }

    /// Everything so far, as one number.
    pub fn hash(&self) -> u64 {
        self.with(|inner| inner.hash)
    }

    /// How often what happened.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.with(|inner| inner.counts.clone())
    }
}
