//! Damage: the files of a laptop with unsent changes are spoilt while it is off. It opens soundly with everything, or says
//! that it is damaged; then a rescue file is made, the folder is set aside, its person begins anew and hands the file in.

use crate::coda::records;
use crate::dice::Dice;
use crate::ground::{Ground, copy, in_memory};
use crate::journal::Journal;
use crate::laptop::{CODE, Laptop};
use crate::play::Stage;
use daybook_record::{ChangeId, DeviceId, Receipt};
use daybook_server::demo::place::ORGANISATION;
use daybook_store::{Hardness, OfflineCode, OpenError, Rescued, Store, StoreError, rescue_closed, sealed_key, set_aside};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What is spoilt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    /// The first page of the database.
    Head,
    /// A run of pages somewhere in the database. What its log holds of them is still there.
    Pages,
    /// Everything from some place on is gone.
    CutOff,
    /// A run of bytes somewhere in the log, or the log is gone: for SQLite no damage, but a log that ends earlier.
    Log,
    /// The database is empty, or gone.
    NoDatabase,
    /// The key file is cut short, or garbled.
    KeyFile,
}

const HARMS: &[(u64, Harm)] =
    &[(2, Harm::Head), (4, Harm::Pages), (2, Harm::CutOff), (3, Harm::Log), (1, Harm::NoDatabase), (3, Harm::KeyFile)];
const DATABASE: &str = "daybook.db";
const LOG: &str = "daybook.db-wal";
const KEY: &str = "key.json";

/// What lay on a laptop before its files were damaged.
pub(crate) struct Left {
    name: String,
    /// The device that it was for the service.
    pub(crate) device: DeviceId,
    /// Everything that was said to be saved.
    pub(crate) saved: BTreeSet<ChangeId>,
    /// Of that, what waited when the last copy was made.
    copied: BTreeSet<ChangeId>,
    /// Receipts that the service honoured.
    receipts: Vec<Receipt>,
    /// Where the folder was set aside, and every file in it.
    aside: PathBuf,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Stage {
    /// The files of this laptop are spoilt.
    pub(crate) async fn files_are_damaged(&mut self, at: usize, dice: &mut Dice) {
        let (laptop, known) = (&mut self.laptops[at], &mut self.known);
        let (copied, home) = (laptop.unsent(), laptop.store.folder().to_owned());
        let harm = *dice.weighted(HARMS);
        // The app copies a moment after a save: what is saved in that moment is in no copy. A log spoilt within that moment
        // cannot be told from one that a power cut ended, so that it is never spoilt then.
        if harm != Harm::Log && dice.percent(50) {
            (0..1 + dice.below(3)).for_each(|_| records(laptop, known, dice));
        }
        let receipts = laptop.store.receipts().expect("receipts read");
        let folder = laptop.leaves();
        self.journal.note(&format!("{} is damaged: {harm:?}", laptop.name));
        harm.is_done_to(&folder, dice);
        let spoilt = files_in(&folder);
        let Some(found) = is_found(laptop, &folder, &self.journal) else {
            self.journal.count(&format!("coda: {harm:?}, opened soundly with everything"));
            // It lay in the log too, or where nothing is. The play goes on with files that are whole.
            fs::remove_dir_all(&folder).expect("a folder can be removed");
            return laptop.is_killed().await;
        };
        self.journal.count(&format!("coda: {harm:?}, {found}"));
        if found == FOUND_AT_ONCE && files_in(&folder).iter().any(|(path, bytes)| spoilt.get(path).is_some_and(|spoilt| spoilt != bytes)) {
            self.journal.broken("what is damaged is left as it is", laptop.name.clone());
        }
        let honoured = |receipt: &Receipt| self.ground.look(|tx| tx.logged(ORGANISATION, receipt.change)).map(|logged| logged.receipt);
        let receipts = receipts.into_iter().filter(|receipt| honoured(receipt).as_ref() == Some(receipt)).collect();
        let rescued = self.is_rescued(at, &folder);
        let aside = set_aside(&folder, self.laptops[at].world.as_ref()).expect("a folder can be set aside");
        if harm == Harm::KeyFile {
            opens_with_a_released_key(&self.laptops[at], &aside, &self.ground, &self.journal);
        }
        self.begins_anew(at, &folder, &home, (copied, receipts, aside), dice).await;
        if let Some(reply) = self.hands_in(at, &rescued.file, dice).await {
            let least = self.left.last().map_or(0, |left| left.copied.len());
            if (reply.changes as usize) < least || reply.kept_files == 0 || reply.unreadable > 0 {
                self.journal.broken("a rescue file holds every change that was copied", format!("{reply:?}, not {least}"));
            }
        }
    }

    fn is_rescued(&self, at: usize, folder: &Path) -> Rescued {
        let beside = folder.parent().expect("a folder lies somewhere");
        rescue_closed(folder, beside, "0.1.0", self.laptops[at].world.as_ref()).expect("a rescue file is made")
    }

    /// *Start again*: the same person signs in, on what is another device for the service, and fetches her schools.
    async fn begins_anew(
        &mut self,
        at: usize,
        folder: &Path,
        home: &Path,
        (copied, receipts, aside): (BTreeSet<ChangeId>, Vec<Receipt>, PathBuf),
        dice: &mut Dice,
    ) {
        let (old, root) = (&self.laptops[at], folder.parent().expect("a folder lies somewhere"));
        let (name, lives) = (format!("{} again", old.name), root.join("again"));
        let played = (&self.ground, &self.clock, &self.journal);
        let new = Laptop::begins(name, &old.username, dice.throw(), root, lives, played).await;
        if new.store.profile().device == old.store.profile().device || !new.unsent().is_empty() {
            self.journal.broken("who begins anew is another device", new.name.clone());
        }
        let old = std::mem::replace(&mut self.laptops[at], new);
        let (device, files) = (old.store.profile().device, files_in(&aside));
        self.left.push(Left { name: old.name.clone(), device, saved: old.saved.clone(), copied, receipts, aside, files });
        drop(old);
        fs::remove_dir_all(home).ok();
        self.syncs(at).await;
    }
}

const FOUND_AT_ONCE: &str = "said at the opening";
const FOUND_LATER: &str = "said when it was read";

/// How the damage was found; none where the store opens and holds everything.
fn is_found(laptop: &Laptop, folder: &Path, journal: &Journal) -> Option<&'static str> {
    let store = match Store::unlock(folder, &OfflineCode::attempt(CODE), laptop.world.as_ref()) {
        Err(OpenError::Damaged) => return Some(FOUND_AT_ONCE),
        Err(error) => {
            journal.broken("a damaged store says that it is damaged", format!("{}: {error}", laptop.name));
            return Some(FOUND_AT_ONCE);
        }
        Ok(store) => store,
    };
    match holds(&store, laptop) {
        Ok(missing) if missing.is_empty() => None,
        Ok(missing) => {
            journal.broken("a damaged store never opens with less", format!("{}: without {missing:?}", laptop.name));
            None
        }
        Err(error) => {
            if !error.is_damage() {
                journal.broken("a damaged store says that it is damaged", format!("{}: {error}", laptop.name));
            }
            Some(FOUND_LATER)
        }
    }
}

/// What was acknowledged and is not there.
fn holds(store: &Store, laptop: &Laptop) -> Result<BTreeSet<ChangeId>, StoreError> {
    let mut here: BTreeSet<ChangeId> = store.unsent_entries()?.into_iter().map(|entry| entry.change).collect();
    here.extend(store.receipted()?);
    for receipt in store.receipts()? {
        here.insert(receipt.change);
    }
    for row in store.scopes()? {
        store.digest(&row.scope)?;
    }
    for (kind, record) in &laptop.own {
        store.typed::<daybook_record::Facts>(*kind, *record)?;
    }
    Ok(laptop.saved.difference(&here).copied().collect())
}

/// Only the key file is spoilt: with the key that the service releases, all that was acknowledged can be read.
fn opens_with_a_released_key(laptop: &Laptop, aside: &Path, ground: &Ground, journal: &Journal) {
    let beside = in_memory();
    let folder = beside.path().join(aside.file_name().expect("a folder has a name"));
    copy(aside, &folder).expect("the files can be copied");
    let sealed = sealed_key(&folder).expect("the key is sealed for the service");
    let key: [u8; 32] = ground.unseals(&sealed.sealed).try_into().expect("a key");
    let (code, world) = (OfflineCode::attempt(CODE), laptop.world.as_ref());
    let opened = Store::unlock_released(&folder, &key, &code, Hardness::for_tests(), world).map_err(|error| error.to_string());
    match opened.and_then(|store| holds(&store, laptop).map_err(|error| error.to_string())) {
        Ok(missing) if missing.is_empty() => journal.count("coda: read with a released key, with everything"),
        Ok(missing) => journal.broken("what was set aside can be read", format!("{}: without {missing:?}", laptop.name)),
        Err(error) => journal.broken("what was set aside can be read", format!("{}: {error}", laptop.name)),
    }
}

impl Left {
    /// What was copied is at the service, what had a receipt has it still, and what is left of the rest lies in the folder, untouched.
    pub(crate) fn is_not_lost(&self, ground: &Ground, journal: &Journal) {
        for change in &self.copied {
            let Some(logged) = ground.look(|tx| tx.logged(ORGANISATION, *change)) else {
                journal.broken("what was copied before the damage is at the service", format!("{}: {change}", self.name));
                continue;
            };
            let history = ground.look(|tx| tx.history(ORGANISATION, logged.change.kind, logged.change.record));
            let times = history.iter().filter(|logged| logged.change.id == *change).count();
            if times != 1 || logged.change.device != self.device {
                let found = format!("{}: {change} {times} times, of {}", self.name, logged.change.device);
                journal.broken("what was copied before the damage is at the service once", found);
            }
        }
        journal.add("coda: changes that were copied, and are at the service once", self.copied.len() as u64);
        for receipt in &self.receipts {
            let logged = ground.look(|tx| tx.logged(ORGANISATION, receipt.change)).map(|logged| logged.receipt);
            if logged.as_ref() != Some(receipt) {
                journal.broken("a receipt outlives its laptop", format!("{}: {receipt:?}, but {logged:?}", self.name));
            }
        }
        if files_in(&self.aside) != self.files {
            journal.broken("what was set aside is not touched", self.name.clone());
        }
        let at_the_service = |change: &&ChangeId| ground.look(|tx| tx.logged(ORGANISATION, **change)).is_some();
        let beyond = self.saved.iter().filter(|change| !at_the_service(change)).count();
        journal.add("coda: changes that were in no copy; what the damage left of them is set aside", beyond as u64);
    }
}

impl Harm {
    fn is_done_to(self, folder: &Path, dice: &mut Dice) {
        let (database, log, key) = (folder.join(DATABASE), folder.join(LOG), folder.join(KEY));
        let length = |path: &Path| fs::metadata(path).map_or(0, |about| about.len());
        match self {
            Self::Head => garble(&database, 0, 1 + dice.below(8_192), dice),
            Self::Pages => {
                let from = dice.below(length(&database));
                garble(&database, from, 1 + dice.below(length(&database) / 2), dice);
            }
            Self::CutOff => {
                let keep = dice.below(length(&database));
                cut(&database, keep);
                // With it whatever was to be written over it.
                fs::remove_file(&log).ok();
            }
            Self::Log if length(&log) == 0 || dice.percent(25) => drop(fs::remove_file(&log)),
            Self::Log => {
                let from = dice.below(length(&log));
                garble(&log, from, 1 + dice.below(5_000), dice);
            }
            Self::NoDatabase if dice.percent(50) => fs::write(&database, b"").expect("a file can be emptied"),
            Self::NoDatabase => fs::remove_file(&database).expect("a file can be removed"),
            Self::KeyFile if dice.percent(50) => cut(&key, dice.below(length(&key))),
            Self::KeyFile => garble(&key, dice.below(20), 1 + dice.below(200), dice),
        }
    }
}

fn garble(file: &Path, from: u64, bytes: u64, dice: &mut Dice) {
    let mut all = fs::read(file).expect("a file reads");
    all.iter_mut().skip(from as usize).take(bytes as usize).for_each(|byte| *byte ^= 1 + dice.below(255) as u8);
    fs::write(file, all).expect("a file can be written");
}

fn cut(file: &Path, keep: u64) {
    let all = fs::read(file).expect("a file reads");
    fs::write(file, &all[..keep as usize]).expect("a file can be written");
}

/// Every file of a folder, by where it lies in it. SQLite's shared memory is none of what is kept.
pub(crate) fn files_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_in(&path).into_iter().map(|(below, bytes)| (Path::new(&entry.file_name()).join(below), bytes)));
        } else if !path.to_string_lossy().ends_with("-shm") {
            files.insert(entry.file_name().into(), fs::read(&path).expect("a file reads"));
        }
    }
    files
}
