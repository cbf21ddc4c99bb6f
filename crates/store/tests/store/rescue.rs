//! Files that are truly damaged: nothing is deleted, the rescue file holds all, and work can begin again beside it.

use crate::copies::inside;
use crate::laptop::{CODE, Laptop, Stopped, code, files, nurse};
use daybook_record::World;
use daybook_seal::{Limits, RecoveryIdentity, Why};
use daybook_store::{Hardness, OpenError, RescueError, Store, StoreError, people, rescue_closed, set_aside};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// Some children, two unsent notes, a copy of them, closed as a crash leaves it: the newest pages still in the log.
struct Closed {
    root: TempDir,
    folder: PathBuf,
    service: RecoveryIdentity,
    public: String,
    world: Arc<Stopped>,
}

fn closed() -> Closed {
    let ((laptop, children), service) = (Laptop::with_school(60), RecoveryIdentity::fresh());
    laptop.store.set_recovery(&service.key()).unwrap();
    laptop.save(&laptop.note(children[0], "first"));
    laptop.save(&laptop.note(children[1], "second"));
    laptop.store.keep_copy("1", laptop.world.as_ref()).unwrap();
    let (folder, public) = (laptop.folder(), laptop.store.device_key().unwrap().public());
    let whole = files(&folder);
    let Laptop { root, world, store, .. } = laptop;
    drop(store);
    whole.iter().for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    Closed { root, folder, service, public, world }
}

/// A file's bytes after something happened to them; none where the file is gone.
type Harm = fn(Vec<u8>) -> Option<Vec<u8>>;

const HARMS: &[(&str, &str, Harm)] = &[
    ("header overwritten", "daybook.db", |mut bytes| {
        bytes[..4096].fill(0x5a);
        Some(bytes)
    }),
    ("cut in half", "daybook.db", |bytes| Some(bytes[..bytes.len() / 2 + 13].to_vec())),
    ("empty", "daybook.db", |_| Some(Vec::new())),
    ("gone", "daybook.db", |_| None),
    ("somebody else's bytes", "daybook.db", |bytes| Some(b"GIF89a".iter().copied().cycle().take(bytes.len()).collect())),
    ("log gone", "daybook.db-wal", |_| None),
    ("log garbled", "daybook.db-wal", |bytes| Some(bytes.iter().map(|byte| byte ^ 0x55).collect())),
    ("key file gone", "key.json", |_| None),
    ("key file garbled", "key.json", |bytes| Some(vec![0; bytes.len()])),
    ("key file cut short", "key.json", |bytes| Some(bytes[..bytes.len() / 2].to_vec())),
];

#[test]
fn whatever_is_damaged_nothing_is_deleted_and_the_rescue_file_holds_it_all() {
    for (what, name, harm) in HARMS {
        let Closed { root, folder, service, public, world } = closed();
        let harmed = folder.join(name);
        match harm(fs::read(&harmed).unwrap()) {
            Some(bytes) => fs::write(&harmed, bytes).unwrap(),
            None => fs::remove_file(&harmed).unwrap(),
        }
        let (before, copies) = (files(&folder), files(&folder.join("copies")));
        let refused = Store::unlock(&folder, &code(CODE), world.as_ref()).map(|_| "opened").err();
        assert!(matches!(refused, Some(OpenError::Damaged)), "{what}: {refused:?}");
        let listed = people(root.path());
        assert_eq!(listed.len(), 1, "{what}: she is still listed");
        assert_eq!(listed[0].waiting.unwrap().changes, 2, "{what}");

        let stick = tempfile::tempdir().unwrap();
        let rescued = rescue_closed(&folder, stick.path(), "1", world.as_ref()).unwrap();
        // Looking for a log that is gone leaves an empty one.
        let full = |held: &&(PathBuf, Vec<u8>)| !held.1.is_empty();
        let names = |held: &[(PathBuf, Vec<u8>)]| held.iter().filter(full).map(|(path, _)| path.clone()).collect::<Vec<_>>();
        assert_eq!(names(&files(&folder)), names(&before), "{what}: something was made or deleted");
        assert!(files(&folder.join("copies")) == copies, "{what}: a copy was touched");
        let same = |(path, bytes): &(PathBuf, Vec<u8>)| fs::read(path).unwrap() == *bytes || path.ends_with("key.json");
        assert!(before.iter().all(same), "{what}: what was damaged was made worse");
        look_inside(&rescued.file, &service, &public, &folder, what);

        let aside = set_aside(&folder, world.as_ref()).unwrap();
        assert!(!folder.exists() && aside.starts_with(root.path().join(".aside")), "{what}");
        assert_eq!(names(&files(&aside)).len(), names(&before).len(), "{what}: all of it was kept");
        assert_eq!(people(root.path()), [], "{what}");
        let again = Store::create(root.path(), &code(CODE), &nurse(), Hardness::for_tests(), world.as_ref()).unwrap();
        assert_eq!(again.unsent().unwrap().changes, 0, "{what}: work begins again beside it");
    }
}

/// The service opens it, finds every file byte for byte, and in the newest copy both notes, signed.
fn look_inside(file: &Path, service: &RecoveryIdentity, public: &str, folder: &Path, what: &str) {
    let name = file.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, "daybook-rescue-2026-01-14-000008.daybook", "no name of anybody in the name");
    let mut held: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let opened = daybook_seal::read(fs::File::open(file).unwrap(), service, Limits::default(), &mut |name, from| {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)?;
        held.insert(name.to_owned(), bytes);
        Ok(())
    })
    .unwrap();
    assert_eq!((opened.about.why, opened.about.person), (Why::Damaged, nurse().person), "{what}");
    for name in ["daybook.db", "daybook.db-wal", "key.json", "key.copy.json"] {
        assert_eq!(held.get(&format!("kept/{name}")), fs::read(folder.join(name)).ok().as_ref(), "{what}: {name}");
    }
    let (name, newest) = held.range("copies/".to_owned().."copies0".to_owned()).next_back().unwrap();
    let nested = file.with_file_name(name.replace('/', "-"));
    fs::write(&nested, newest).unwrap();
    let (changes, why, signed) = inside(&nested, service, public);
    assert!(changes.len() == 2 && why == Why::Copy && signed, "{what}");
}

#[test]
fn a_page_that_spoils_while_she_works_is_told_apart_and_can_be_rescued() {
    let Closed { root: _root, folder, service, public, world } = closed();
    // As if it had been closed well: all in the one file.
    drop(Store::unlock(&folder, &code(CODE), world.as_ref()).unwrap());
    let file = folder.join("daybook.db");
    let mut bytes = fs::read(&file).unwrap();
    let pages = bytes.len() / 4096;
    assert!(pages > 12, "{pages}");
    // Everything after the first pages: what opening reads stays whole.
    let whole = bytes.clone();
    let mut told = None;
    for first in (4..pages).rev() {
        bytes.copy_from_slice(&whole);
        (first..pages).for_each(|page| bytes[page * 4096 + 100] ^= 0xff);
        fs::write(&file, &bytes).unwrap();
        let Ok(store) = Store::unlock(&folder, &code(CODE), world.as_ref()) else { break };
        let outcomes = [
            store.find_children(&Default::default(), world.today()).err(),
            store.unsent_entries().err(),
            store.keep_copy("1", world.as_ref()).err(),
        ];
        for error in outcomes.into_iter().flatten() {
            assert!(error.is_damage(), "page {first}: {error:?}");
            told = Some(first);
        }
        if told.is_some() {
            let stick = tempfile::tempdir().unwrap();
            let rescued = store.save_rescue(stick.path(), "1", world.as_ref()).unwrap();
            assert_eq!(rescued.changes, 2);
            if first < pages / 2 {
                break;
            }
        }
    }
    assert!(told.is_some(), "no page was read again");
    assert!(daybook_store::latest_copy(&folder).is_some_and(|copy| inside(&copy, &service, &public).0.len() == 2), "copies outlive it");
    assert!(!StoreError::DiskFull.is_damage() && !StoreError::Unreadable("facts").is_damage());
}

#[test]
fn a_rescue_file_from_an_open_store_is_signed_and_never_written_over() {
    let (laptop, children) = Laptop::with_school(1);
    let (service, stick) = (RecoveryIdentity::fresh(), tempfile::tempdir().unwrap());
    let refused = laptop.store.save_rescue(stick.path(), "1", laptop.world.as_ref());
    assert!(matches!(refused, Err(RescueError::NoKey)));
    laptop.store.set_recovery(&service.key()).unwrap();
    let change = laptop.save(&laptop.note(children[0], "calm"));
    let one = laptop.store.save_rescue(stick.path(), "1", laptop.world.as_ref()).unwrap();
    let other = laptop.store.save_rescue(stick.path(), "1", laptop.world.as_ref()).unwrap();
    assert_ne!(one.file, other.file);
    for rescued in [one, other] {
        assert_eq!((rescued.changes, rescued.bytes), (1, fs::metadata(&rescued.file).unwrap().len()));
        let (changes, why, signed) = inside(&rescued.file, &service, &laptop.store.device_key().unwrap().public());
        assert!(changes[0].id == change && why == Why::Rescue && signed);
    }
    let nowhere = laptop.store.save_rescue(Path::new("/nowhere/at/all"), "1", laptop.world.as_ref());
    assert!(matches!(nowhere, Err(RescueError::Io(_))));
    assert_eq!(laptop.store.unsent().unwrap().changes, 1, "what was rescued still waits");
}

#[test]
fn a_locked_store_can_be_rescued_without_its_code() {
    let Closed { root: _root, folder, service, public, world } = closed();
    let stick = tempfile::tempdir().unwrap();
    let rescued = rescue_closed(&folder, stick.path(), "1", world.as_ref()).unwrap();
    assert_eq!(rescued.changes, 2);
    look_inside(&rescued.file, &service, &public, &folder, "locked");
    assert_eq!(Store::unlock(&folder, &code(CODE), world.as_ref()).unwrap().unsent().unwrap().changes, 2);
}
