//! A device's disk that can be made to fail: its process dies at a write — before it, with all said and nothing committed,
//! when it is committed and nobody was told, or with only a part of its bytes written — or the disk is full.

use daybook_store::fault::{At, Fault};
use daybook_store::{Store, StoreError};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// Before the write.
    Before,
    /// When everything is said and nothing is committed.
    AtCommit,
    /// When it is committed, before anybody hears of it.
    After,
    /// In the middle of writing its bytes.
    Torn,
}

/// Whether the disk fails, and how.
#[derive(Default)]
pub struct Fuse {
    inner: Mutex<State>,
}

#[derive(Default)]
struct State {
    folder: PathBuf,
    armed: Option<(u64, Death)>,
    full: bool,
    /// Writes that a full disk refused.
    refused: u64,
    died: Option<Death>,
    before: Option<Files>,
}

/// The database's files before a write.
struct Files {
    database: Vec<u8>,
    log: Vec<u8>,
}

const DATABASE: &str = "daybook.db";
const LOG: &str = "daybook.db-wal";

impl Fuse {
    fn state<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Watches this store's writes from now on, in a process that lives.
    pub fn watches(self: &Arc<Self>, store: &Store) {
        self.state(|state| (state.folder, state.armed, state.died, state.before) = (store.folder().to_owned(), None, None, None));
        let fuse = Arc::clone(self);
        let fault: Box<Fault> = Box::new(move |at| fuse.asked(at));
        store.set_fault(fault);
    }

    /// The process dies at the write after so many.
    pub fn arm(&self, after: u64, death: Death) {
        self.state(|state| state.armed = Some((after, death)));
    }

    /// The disk fills up, or there is room again.
    pub fn fill(&self, full: bool) {
        self.state(|state| state.full = full);
    }

    /// Nothing is to happen any more.
    pub fn disarm(&self) {
        self.state(|state| (state.armed, state.full) = (None, false));
    }

    /// True once the process is dead.
    pub fn is_dead(&self) -> bool {
        self.state(|state| state.died.is_some())
    }

    /// Where it died.
    pub fn death(&self) -> Option<Death> {
        self.state(|state| state.died)
    }

    /// Writes that a full disk refused so far.
    pub fn refused(&self) -> u64 {
        self.state(|state| state.refused)
    }

    fn asked(&self, at: At) -> Result<(), StoreError> {
        self.state(|state| {
            if state.died.is_some() {
                return Err(gone());
            }
            if at == At::Commit && state.full {
                state.refused += 1;
                return Err(StoreError::DiskFull);
            }
            let now = match (&mut state.armed, at) {
                (Some((0, death)), at) => Some(*death).filter(|death| death.is_at(at)),
                (Some((after, _)), At::Done) => {
                    *after -= 1;
                    None
                }
                _ => None,
            };
            if matches!((&state.armed, at), (Some((0, Death::Torn)), At::Begin)) {
                state.before = Files::of(&state.folder).ok();
            }
            if now.is_some() {
                (state.died, state.armed) = (now, None);
                return Err(gone());
            }
            Ok(())
        })
    }

    /// Leaves in the copied folder what a process that died in the middle of a write leaves: the first bytes of what was
    /// written last, over what stood there before. The log is written before the database.
    pub fn tears(&self, copied: &Path, dice: u64) -> io::Result<bool> {
        let Some(before) = self.state(|state| state.before.take()).filter(|_| self.death() == Some(Death::Torn)) else { return Ok(false) };
        let (database, log) = (fs::read(copied.join(DATABASE))?, fs::read(copied.join(LOG)).unwrap_or_default());
        let (in_database, in_log) = (written(&before.database, &database), written(&before.log, &log));
        let bytes = dice % (in_log.len() + in_database.len() + 1) as u64;
        let (of_log, of_database) = ((bytes as usize).min(in_log.len()), (bytes as usize).saturating_sub(in_log.len()));
        if of_database == 0 {
            fs::write(copied.join(LOG), torn(&before.log, &log, in_log.start + of_log))?;
        }
        fs::write(copied.join(DATABASE), torn(&before.database, &database, in_database.start + of_database))?;
        Ok(true)
    }
}

/// The bytes that were written last, from the first to the last one that differs.
fn written(before: &[u8], after: &[u8]) -> Range<usize> {
    let first = before.iter().zip(after).take_while(|(before, after)| before == after).count();
    let same = after.iter().rev().zip(before.iter().rev()).take_while(|(after, before)| after == before).count();
    let last = if after.len() == before.len() { (after.len() - same).max(first) } else { after.len() };
    first..last
}

/// What was written up to there, and behind it what stood there before.
fn torn(before: &[u8], after: &[u8], cut: usize) -> Vec<u8> {
    let mut torn = after[..cut].to_vec();
    torn.extend_from_slice(before.get(cut..).unwrap_or_default());
    torn
}

impl Death {
    fn is_at(self, at: At) -> bool {
        matches!((self, at), (Death::Before, At::Begin) | (Death::AtCommit, At::Commit) | (Death::After | Death::Torn, At::Done))
    }
}

impl Files {
    fn of(folder: &Path) -> io::Result<Self> {
        Ok(Self { database: fs::read(folder.join(DATABASE))?, log: fs::read(folder.join(LOG)).unwrap_or_default() })
    }
}

fn gone() -> StoreError {
    StoreError::Io(io::Error::other("the process is dead"))
}
