//! A service's database that can be made to fail: to die with its process between any two transactions or just before one
//! is committed, to be busy, to be full, and to let another request in between two transactions of one.
//!
//! What was not committed when a process dies never happened; SQLite's own tests hold that for every statement in between.

use daybook_server::db::{Db, DbError, Tx};
use std::sync::{Arc, Mutex, PoisonError};

/// What becomes of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blow {
    /// The process dies before it.
    DiesBefore,
    /// The process dies when all is said and nothing is committed.
    DiesAtCommit,
    /// The process dies when it is committed, before anybody hears of it.
    DiesAfter,
    /// Somebody else writes, for longer than it waits.
    Busy,
    /// The disk is full.
    Full,
}

/// What is to become of the transactions to come.
#[derive(Default)]
pub struct Fate {
    inner: Mutex<Lit>,
}

type Interlude = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Lit {
    /// After so many transactions, this, so many times.
    armed: Option<(u64, Blow, u64)>,
    interlude: Option<(u64, Interlude)>,
    dead: bool,
    blows: u64,
}

impl Fate {
    fn lit<T>(&self, work: impl FnOnce(&mut Lit) -> T) -> T {
        work(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// After so many transactions, this, so many times.
    pub fn arm(&self, after: u64, blow: Blow, times: u64) {
        self.lit(|lit| lit.armed = Some((after, blow, times)));
    }

    /// Nothing is to happen any more.
    pub fn disarm(&self) {
        self.lit(|lit| lit.armed = None);
    }

    /// Before the writing transaction after so many, this is done, once.
    pub fn let_in(&self, after: u64, interlude: Interlude) {
        self.lit(|lit| lit.interlude = Some((after, interlude)));
    }

    /// What was to be let in and had no occasion.
    pub fn left_outside(&self) -> Option<Interlude> {
        self.lit(|lit| lit.interlude.take().map(|(_, interlude)| interlude))
    }

    /// True once the process is dead.
    pub fn is_dead(&self) -> bool {
        self.lit(|lit| lit.dead)
    }

    /// How many transactions met something since this was asked last.
    pub fn blows(&self) -> u64 {
        self.lit(|lit| std::mem::take(&mut lit.blows))
    }

    fn next(&self) -> Option<Blow> {
        self.lit(|lit| {
            if lit.dead {
                return Some(Blow::DiesBefore);
            }
            let (after, blow, times) = lit.armed.as_mut()?;
            if *after > 0 {
                *after -= 1;
                return None;
            }
            let blow = *blow;
            *times = times.saturating_sub(1);
            if *times == 0 {
                lit.armed = None;
            }
            lit.blows += 1;
            lit.dead = matches!(blow, Blow::DiesBefore | Blow::DiesAtCommit | Blow::DiesAfter);
            Some(blow)
        })
    }

    fn interlude(&self) -> Option<Interlude> {
        self.lit(|lit| {
            let (after, _) = lit.interlude.as_mut()?;
            if *after > 0 {
                *after -= 1;
                return None;
            }
            lit.interlude.take().map(|(_, interlude)| interlude)
        })
    }
}

/// The database, with its fate.
pub struct Fragile {
    /// The real one.
    pub db: Arc<dyn Db>,
    /// What becomes of it.
    pub fate: Arc<Fate>,
}

fn killed() -> DbError {
    DbError::Unavailable("the process is dead".to_owned())
}

impl Db for Fragile {
    fn writing(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError> {
        if let Some(interlude) = self.fate.interlude() {
            interlude();
        }
        match self.fate.next() {
            None => self.db.writing(work),
            Some(Blow::DiesBefore) => Err(killed()),
            Some(Blow::DiesAtCommit) => {
                self.db.writing(&mut |tx| work(tx).and(Err(DbError::Undone))).ok();
                Err(killed())
            }
            Some(Blow::DiesAfter) => {
                self.db.writing(work)?;
                Err(killed())
            }
            Some(Blow::Busy) => Err(DbError::Unavailable("somebody else writes".to_owned())),
            Some(Blow::Full) => {
                self.db.writing(&mut |tx| work(tx).and(Err(DbError::Undone))).ok();
                Err(DbError::OutOfSpace)
            }
        }
    }

    fn reading(&self, work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError> {
        match self.fate.next() {
            None | Some(Blow::Full) => self.db.reading(work),
            Some(Blow::Busy) => Err(DbError::Unavailable("somebody else writes".to_owned())),
            Some(Blow::DiesAfter) => {
                self.db.reading(work)?;
                Err(killed())
            }
            Some(_) => Err(killed()),
        }
    }
}
