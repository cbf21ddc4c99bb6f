//! Wiping a person's data because the team asks for it. Only after everything unsent was handed in; only with a signed
//! statement on the disk, which is kept until the service has it; the key first, so that a kill in the middle leaves
//! nothing that can be read.
//!
//! What is deliberately not here: handing in and reporting (`sync`), and the words of the statement (the wire's).

use crate::open::DATABASE;
use crate::parcel::Lines;
use crate::{Result, Store, StoreError, copy, keyfile, parcel};
use daybook_record::{ChangeId, UserId, World};
use daybook_seal::Why;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

const FOLDER: &str = ".wiped";
const PARCEL: &str = "wipe.daybook";

/// A wipe that was ordered and is being followed: on the disk before anything is removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wipe {
    /// The order.
    pub order: String,
    /// Whose data.
    pub person: UserId,
    /// Her name, and whose order it is: for the page that says so when nothing else is left to take them from.
    #[serde(default)]
    pub name: String,
    /// The organisation that asked for it.
    #[serde(default)]
    pub asked_by: String,
    /// What was wiped, in the wire's words.
    pub statement: String,
    /// The device's signature over it.
    pub signature: String,
    /// The service has the statement.
    #[serde(default)]
    pub reported: bool,
    /// Nothing of the folder is left.
    #[serde(default)]
    pub done: bool,
    /// Somebody at this device has read that it happened.
    #[serde(default)]
    pub told: bool,
}

/// What a statement is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToWipe {
    /// Changes ever recorded here.
    pub changes: u64,
    /// Of them, with a receipt.
    pub receipted: u64,
    /// Files that go, and their sizes.
    pub files: Vec<(String, u64)>,
}

/// Everything unsent, sealed in a file, to be handed in before a wipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastParcel {
    /// Where it lies.
    pub file: PathBuf,
    /// What is in it.
    pub changes: BTreeSet<ChangeId>,
}

impl Store {
    /// Seals what waits, for handing in before a wipe. None where nothing waits, or nobody said for whom to seal it: then
    /// it must be sent.
    pub fn last_parcel(&self, app_version: &str, world: &dyn World) -> Result<Option<LastParcel>> {
        let lines = self.unsent_lines()?;
        let (false, Some(recovery)) = (lines.ids.is_empty(), self.recovery()?) else { return Ok(None) };
        let about = parcel::about(&self.profile(), app_version, world.now(), Why::Wipe);
        let file = self.folder().join(PARCEL);
        parcel::write(&file, &recovery, &about, &lines.bytes, Some(&self.device_key()?), &[])?;
        Ok(Some(LastParcel { file, changes: lines.ids }))
    }

    /// From here on nothing more is recorded. Refused where anything waits that was not handed in (law 2).
    pub fn close_for_wipe(&self, handed_in: &BTreeSet<ChangeId>) -> Result<ToWipe> {
        let (changes, receipted) = self.write(|tx| {
            let Lines { ids, .. } = copy::unsent_lines(tx)?;
            let left = u32::try_from(ids.difference(handed_in).count()).unwrap_or(u32::MAX);
            if left > 0 {
                return Err(StoreError::StillWaiting { left });
            }
            self.inner.closing.store(true, Ordering::SeqCst);
            let count = |sql| tx.query_row(sql, [], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned);
            Ok((count("SELECT count(*) FROM outbox")?, count("SELECT count(*) FROM outbox WHERE receipt IS NOT NULL")?))
        })?;
        let files = files(self.folder())?;
        let named = |path: &PathBuf| {
            let name = path.strip_prefix(self.folder()).unwrap_or(path).to_string_lossy().into_owned();
            (name, fs::metadata(path).map_or(0, |about| about.len()))
        };
        Ok(ToWipe { changes, receipted, files: files.iter().map(named).collect() })
    }

    /// The wipe does not come about after all.
    pub fn open_again(&self) {
        self.inner.closing.store(false, Ordering::SeqCst);
    }
}

/// Writes down that this person's folder under `root` is to be wiped. From here on it does not open.
pub fn keep_wipe(root: &Path, wipe: &Wipe) -> io::Result<()> {
    let name = name_of(&wipe.order)?;
    fs::create_dir_all(root.join(FOLDER))?;
    keyfile::replace(&root.join(FOLDER).join(name), &serde_json::to_vec_pretty(wipe)?)
}

/// Wipes under `root` that are not over: not done, not reported, or nobody here was told.
pub fn wipes(root: &Path) -> Vec<Wipe> {
    let there = fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten();
    let written = there.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"));
    written.filter_map(|entry| serde_json::from_slice(&fs::read(entry.path()).ok()?).ok()).collect()
}

/// The service has the statement. It is forgotten once the folder is gone too, and somebody here has read of it.
pub fn wipe_reported(root: &Path, order: &str) -> io::Result<()> {
    wipes(root).into_iter().filter(|wipe| wipe.order == order).try_for_each(|wipe| settle(root, Wipe { reported: true, ..wipe }))
}

/// Somebody at this device has read that it happened.
pub fn wipe_told(root: &Path, order: &str) -> io::Result<()> {
    wipes(root).into_iter().filter(|wipe| wipe.order == order).try_for_each(|wipe| settle(root, Wipe { told: true, ..wipe }))
}

/// Removes a folder whose wipe was written down; any other is refused. Its store must be closed.
pub fn wipe(folder: &Path) -> io::Result<()> {
    let root = folder.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let ordered = ordered(folder).ok_or_else(|| io::Error::new(io::ErrorKind::PermissionDenied, "no order to wipe this folder"))?;
    for step in steps(folder)? {
        step.take()?;
    }
    keyfile::sync_folder(root)?;
    settle(root, Wipe { done: true, ..ordered })
}

/// At start-up, before anybody unlocks: goes on with wipes that were cut short. Gives how many it ended.
pub fn finish_wipes(root: &Path) -> io::Result<u32> {
    let begun: Vec<Wipe> = wipes(root).into_iter().filter(|wipe| !wipe.done).collect();
    begun.iter().try_for_each(|begun| wipe(&root.join(begun.person.to_string())))?;
    Ok(u32::try_from(begun.len()).unwrap_or(u32::MAX))
}

/// The wipe of this folder that was written down and is not done.
pub(crate) fn ordered(folder: &Path) -> Option<Wipe> {
    let (root, person) = (folder.parent()?, folder.file_name()?.to_str()?.parse::<UserId>().ok()?);
    wipes(root).into_iter().find(|wipe| wipe.person == person && !wipe.done)
}

fn settle(root: &Path, wipe: Wipe) -> io::Result<()> {
    if wipe.done && wipe.reported && wipe.told {
        return fs::remove_file(root.join(FOLDER).join(name_of(&wipe.order)?));
    }
    keep_wipe(root, &wipe)
}

/// An order's id comes from the service, and becomes a file's name only where it cannot lead elsewhere.
fn name_of(order: &str) -> io::Result<String> {
    let plain = !order.is_empty() && order.len() <= 64 && order.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if plain { Ok(format!("{order}.json")) } else { Err(io::Error::new(io::ErrorKind::InvalidInput, "not an order's id")) }
}

/// What is done to one path.
#[derive(Debug)]
enum Step {
    Overwrite(PathBuf),
    Remove(PathBuf),
    RemoveFolder(PathBuf),
}

impl Step {
    fn take(&self) -> io::Result<()> {
        match self {
            Step::Overwrite(path) => {
                let mut file = File::options().write(true).open(path)?;
                file.write_all(&vec![0; usize::try_from(file.metadata()?.len()).unwrap_or(0)])?;
                file.sync_all()
            }
            Step::Remove(path) => fs::remove_file(path),
            Step::RemoveFolder(path) => fs::remove_dir(path),
        }
    }
}

/// All of it in its order: the keys are overwritten and gone before anything else is touched.
fn steps(folder: &Path) -> io::Result<Vec<Step>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let files = files(folder)?;
    let is_key = |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("key."));
    let keys: Vec<&PathBuf> = files.iter().filter(is_key).collect();
    let overwrite = keys.iter().map(|path| Step::Overwrite((*path).clone()));
    let database = |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(DATABASE));
    let rest = files.iter().filter(|path| !is_key(path));
    let (first, last): (Vec<_>, Vec<_>) = rest.partition(database);
    let removed = keys.iter().copied().chain(first).chain(last).map(|path| Step::Remove(path.clone()));
    let folders = [folder.join("copies"), folder.to_owned()].into_iter().filter(|path| path.is_dir()).map(Step::RemoveFolder);
    Ok(overwrite.chain(removed).chain(folders).collect())
}

/// Every file of a folder, and of its copies.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(fs::read_dir(path)?.flatten().map(|entry| entry.path()));
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laptop::{CODE, Laptop, code};
    use crate::{OpenError, people};
    use daybook_seal::RecoveryIdentity;

    fn ordered_wipe(laptop: &Laptop) -> Wipe {
        let person = laptop.store.profile().person;
        let (statement, signature, name, asked_by) = ("{}".into(), "00".into(), "Nadia Rahman".into(), "A trust".into());
        let (reported, done, told) = (false, false, false);
        let wipe = Wipe { order: "order-1".into(), person, name, asked_by, statement, signature, reported, done, told };
        keep_wipe(laptop.root.path(), &wipe).unwrap();
        wipe
    }

    #[test]
    fn a_wipe_killed_at_any_step_leaves_nothing_readable_and_is_ended_at_the_next_start() {
        for kill_after in 0.. {
            let (laptop, children) = Laptop::with_school(1);
            laptop.store.set_recovery(&RecoveryIdentity::fresh().key()).unwrap();
            laptop.save(&laptop.note(children[0], "calm"));
            laptop.store.keep_copy("1", laptop.world.as_ref()).unwrap();
            let wipe_it = ordered_wipe(&laptop);
            let Laptop { root, world, store, .. } = laptop;
            let folder = store.folder().to_owned();
            drop(store);
            let steps = steps(&folder).unwrap();
            let whole = steps.len();
            steps.iter().take(kill_after).for_each(|step| step.take().unwrap());
            assert_eq!(people(root.path()), [], "killed after {kill_after}: nobody is listed");
            let opened = Store::unlock(&folder, &code(CODE), world.as_ref());
            assert!(matches!(opened.err(), Some(OpenError::BeingWiped)), "killed after {kill_after}");
            let keys = steps.iter().filter(|step| matches!(step, Step::Overwrite(_))).count();
            assert!(keys == 2 && matches!(steps[..keys], [Step::Overwrite(_), Step::Overwrite(_)]), "keys go first");
            assert_eq!(finish_wipes(root.path()).unwrap(), 1);
            assert!(!folder.exists());
            assert_eq!(wipes(root.path()), [Wipe { done: true, ..wipe_it }], "the statement is kept until it is reported");
            wipe_told(root.path(), "order-1").unwrap();
            assert_eq!(wipes(root.path()).len(), 1, "read here, and still to be reported");
            wipe_reported(root.path(), "order-1").unwrap();
            assert_eq!(wipes(root.path()), []);
            if kill_after == whole {
                break;
            }
        }
    }

    #[test]
    fn without_a_statement_nothing_is_wiped() {
        let laptop = Laptop::new();
        assert_eq!(wipe(&laptop.folder()).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert!(keep_wipe(laptop.root.path(), &Wipe { order: "../../elsewhere".into(), ..ordered_wipe(&laptop) }).is_err());
        assert!(laptop.folder().join("daybook.db").exists());
    }

    #[test]
    fn a_wipe_waits_for_what_was_not_handed_in_and_lets_nothing_more_be_recorded() {
        let (laptop, children) = Laptop::with_school(1);
        let first = laptop.save(&laptop.note(children[0], "calm"));
        assert!(matches!(laptop.store.close_for_wipe(&BTreeSet::new()), Err(StoreError::StillWaiting { left: 1 })));
        laptop.save(&laptop.note(children[0], "still recorded"));
        assert!(matches!(laptop.store.close_for_wipe(&BTreeSet::from([first])), Err(StoreError::StillWaiting { left: 1 })));
        assert_eq!(laptop.store.last_parcel("1", laptop.world.as_ref()).unwrap(), None, "nobody said for whom to seal");
        laptop.store.set_recovery(&RecoveryIdentity::fresh().key()).unwrap();
        let handed_in = laptop.store.last_parcel("1", laptop.world.as_ref()).unwrap().unwrap();
        let to_wipe = laptop.store.close_for_wipe(&handed_in.changes).unwrap();
        assert_eq!((to_wipe.changes, to_wipe.receipted), (2, 0));
        assert!(to_wipe.files.iter().any(|(name, bytes)| name == "daybook.db" && *bytes > 0), "{to_wipe:?}");
        let late = laptop.store.record(&laptop.note(children[0], "too late"), laptop.change_id(), laptop.made());
        assert!(matches!(late, Err(StoreError::BeingWiped)));
        laptop.store.open_again();
        laptop.save(&laptop.note(children[0], "in time again"));
    }

    #[test]
    fn whoever_was_wiped_can_begin_again_on_the_same_laptop() {
        let laptop = Laptop::new();
        ordered_wipe(&laptop);
        let Laptop { root, world, store, .. } = laptop;
        let (folder, profile) = (store.folder().to_owned(), store.profile());
        drop(store);
        for step in steps(&folder).unwrap() {
            step.take().unwrap(); // killed before it was written down as done
        }
        let again = Store::create(root.path(), &code(CODE), &profile, crate::Hardness::for_tests(), world.as_ref()).unwrap();
        assert_eq!(finish_wipes(root.path()).unwrap(), 0, "the new data is not the old data");
        assert!(again.folder().join("daybook.db").exists());
        assert_eq!(people(root.path()).len(), 1);
    }
}
