//! Power cuts and full disks, on files as they are. What was acknowledged is there, whole, or the store says that the file
//! is damaged: never silently empty, never half a record.
//!
//! A cut is played by replaying a prefix of what was written: the database beside its write-ahead log, cut off at any byte,
//! with a torn sector at its end. A full disk is a small one (where this machine lets us mount one) and, everywhere, a
//! bound on the size of files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "store/laptop.rs"]
#[allow(dead_code, reason = "each test file needs its own part of it")]
mod laptop;

use daybook_record::draft::Entry;
use daybook_record::kind::Note;
use daybook_record::{Change, ChangeId, Facts, Kind, Made, RecordId, Scope, SyncId, World};
use daybook_store::{Hardness, OpenError, Store, StoreError};
use laptop::{CODE, SCHOOL, Stopped, card, child, code, nurse, page};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;
use uuid::Uuid;

const FOLDER: &str = "DAYBOOK_SMALL_DISK";
const CAN_GROW: &str = "DAYBOOK_SMALL_DISK_CAN_GROW";

/// Saves one note, of a number.
fn saves(store: &Store, number: u128, text: &str) -> Result<ChangeId, StoreError> {
    let world = Stopped::at_nine();
    let note = Note { child: RecordId(Uuid::from_u128(1)), text: format!("{text} {number}"), at: world.now(), recorded_by: None };
    let entry = Entry { kind: Kind::Note, record: RecordId(Uuid::from_u128(number << 8)), facts: Facts::of(&note) };
    let change = ChangeId(Uuid::from_u128((number << 8) | 1));
    store.record(&entry, change, Made::now(&world, None)).map(|_| change)
}

/// What waits in the outbox; each change together with a record that says the same.
fn found(store: &Store) -> Result<Vec<ChangeId>, StoreError> {
    let (world, sync) = (Stopped::at_nine(), SyncId(Uuid::from_u128(77)));
    store.begin_sync(sync, world.now())?;
    let changes: Vec<Change> = store.frozen(sync, 0, u32::MAX, u64::MAX)?.into_iter().map(|queued| queued.change).collect();
    for change in &changes {
        let record: Facts = store.typed(Kind::Note, change.record)?.expect("a change has its record");
        assert!(record.same_as(&change.facts), "half a record");
    }
    Ok(changes.into_iter().map(|change| change.id).collect())
}

/// A laptop that was switched off in the middle: its files, and how long the log was when each save was acknowledged.
struct SwitchedOff {
    root: TempDir,
    folder: PathBuf,
    acknowledged: Vec<(ChangeId, u64)>,
    wal: Vec<u8>,
}

/// Made once: sixty saves, and nothing moved from the log into the file since the first ten.
fn switched_off() -> &'static SwitchedOff {
    static MADE: OnceLock<SwitchedOff> = OnceLock::new();
    MADE.get_or_init(|| {
        let (live, world) = (tempfile::tempdir().unwrap(), Stopped::at_nine());
        let store = Store::create(live.path(), &code(CODE), &nurse(), Hardness::for_tests(), &world).unwrap();
        let early = (0..10).map(|number| (saves(&store, number, "calm").unwrap(), 0)).collect();
        let folder = store.folder().to_owned();
        drop(store);
        let store = Store::unlock(&folder, &code(CODE), &world).unwrap();
        let wal = folder.join("daybook.db-wal");
        let mut acknowledged: Vec<(ChangeId, u64)> = early;
        for number in 10..60 {
            let change = saves(&store, number, "calm").unwrap();
            acknowledged.push((change, fs::metadata(&wal).unwrap().len()));
        }
        assert!(acknowledged.windows(2).all(|pair| pair[0].1 <= pair[1].1), "the log was begun anew");
        let root = tempfile::tempdir().unwrap();
        let off = root.path().join(folder.file_name().unwrap());
        fs::create_dir(&off).unwrap();
        for name in ["key.json", "daybook.db", "daybook.db-wal"] {
            fs::copy(folder.join(name), off.join(name)).unwrap();
        }
        let wal = fs::read(off.join("daybook.db-wal")).unwrap();
        SwitchedOff { root, folder: off, acknowledged, wal }
    })
}

/// A copy of the folder in which the log, or the database, is as `change` makes it.
fn copied(from: &Path, name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join(from.file_name().unwrap());
    fs::create_dir(&folder).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    fs::write(folder.join(name), bytes).unwrap();
    (root, folder)
}

/// What a torn sector holds: nothing, what was there before, or chance.
fn torn(kind: u8, sector: &mut [u8]) {
    match kind {
        0 => {}
        1 => sector.fill(0),
        2 => sector.fill(0xff),
        _ => sector.iter_mut().zip(1_u32..).for_each(|(byte, at)| *byte = (at.wrapping_mul(2_654_435_761) >> 24) as u8),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_a_power_cut_at_any_byte_what_was_acknowledged_before_is_there_and_whole(at in 0.0_f64..=1.0, kind in 0..4_u8) {
        let off = switched_off();
        let cut = (at * off.wal.len() as f64) as usize;
        let mut wal = off.wal[..cut].to_vec();
        // What was being written when the power went lies behind the cut, torn.
        let mut sector = off.wal[cut..(cut + 512).min(off.wal.len())].to_vec();
        torn(kind, &mut sector);
        wal.extend(if kind == 0 { Vec::new() } else { sector });
        let (_root, folder) = copied(&off.folder, "daybook.db-wal", &wal);
        let store = Store::unlock(&folder, &code(CODE), &Stopped::at_nine()).unwrap();
        let found = found(&store).unwrap();
        let expected: Vec<ChangeId> = off.acknowledged.iter().filter(|(_, length)| *length <= cut as u64).map(|(change, _)| *change).collect();
        prop_assert_eq!(&found[..expected.len()], &expected, "something acknowledged is lost");
        prop_assert!(found.len() <= expected.len() + 1, "more is there than was written");
        // And it goes on from there.
        prop_assert!(saves(&store, 999, "after the cut").is_ok());
    }

    #[test]
    fn a_log_spoilt_in_its_middle_is_said_and_never_read_as_the_end_of_the_day(at in 0.0_f64..1.0, kind in 1..4_u8) {
        static COUNTED: OnceLock<(TempDir, PathBuf, Vec<u8>)> = OnceLock::new();
        let (_, counted, wal) = COUNTED.get_or_init(|| {
            let (off, world) = (switched_off(), Stopped::at_nine());
            let (root, folder) = copied(&off.folder, "daybook.db-wal", &off.wal);
            let store = Store::unlock(&folder, &code(CODE), &world).unwrap();
            // What was acknowledged is counted outside the database, as it is a moment after every save.
            assert_eq!(store.keep_copy("1", &world).unwrap().changes, 60);
            let (beside, off) = copied(&folder, "daybook.db-wal", &off.wal);
            drop((store, root));
            let wal = fs::read(off.join("daybook.db-wal")).unwrap();
            (beside, off, wal)
        });
        let (mut spoilt, at) = (wal.clone(), (at * wal.len() as f64) as usize);
        let sector = at..(at + 512).min(wal.len());
        torn(kind, &mut spoilt[sector.clone()]);
        prop_assume!(spoilt[sector.clone()] != wal[sector]);
        let (_root, folder) = copied(counted, "daybook.db-wal", &spoilt);
        let before = (fs::read(folder.join("daybook.db")).unwrap(), spoilt);
        match Store::unlock(&folder, &code(CODE), &Stopped::at_nine()) {
            // What was spoilt held no change: the same page was written again later, or only that a code was tried.
            Ok(store) => prop_assert_eq!(found(&store).unwrap().len(), 60, "it opened with less than was acknowledged"),
            Err(OpenError::Damaged) => {
                let after = (fs::read(folder.join("daybook.db")).unwrap(), fs::read(folder.join("daybook.db-wal")).unwrap());
                prop_assert!(before == after, "what is damaged was written to");
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn a_sector_that_the_disk_has_lost_is_said_and_never_read_as_an_empty_book(at in 0.0_f64..1.0, kind in 1..4_u8) {
        static CLOSED: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
        let off = switched_off();
        let (_, closed) = CLOSED.get_or_init(|| {
            let copy = copied(&off.folder, "daybook.db-wal", &off.wal);
            // Opened and closed: everything is in the file now, and the log is gone.
            drop(Store::unlock(&copy.1, &code(CODE), &Stopped::at_nine()).unwrap());
            copy
        });
        let mut bytes = fs::read(closed.join("daybook.db")).unwrap();
        let sector = (at * bytes.len() as f64) as usize / 512 * 512;
        torn(kind, &mut bytes[sector..sector + 512]);
        let (_root, folder) = copied(closed, "daybook.db", &bytes);
        match Store::unlock(&folder, &code(CODE), &Stopped::at_nine()) {
            Err(error) => prop_assert!(matches!(error, OpenError::Damaged), "{error:?}"),
            Ok(store) => match found(&store) {
                Ok(found) => prop_assert_eq!(found.len(), off.acknowledged.len(), "records are missing and nobody says so"),
                Err(error) => prop_assert!(matches!(error, StoreError::Damaged | StoreError::Unreadable(_)), "{error:?}"),
            },
        }
        prop_assert!(folder.join("daybook.db").is_file() && off.root.path().is_dir());
    }
}

#[test]
fn a_small_disk_that_fills_up_is_said_and_nothing_saved_is_lost() {
    let disk = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=3m daybook-test \"$DAYBOOK_SMALL_DISK\"";
    // In a namespace of its own, so that nothing stays mounted; as root, or where people may have such namespaces.
    let Some(flags) = ["-m", "-Urm"].into_iter().find(|flags| runs(Command::new("unshare").args([flags, "sh", "-c", mount]), disk.path()))
    else {
        return println!("skipped: this machine does not let us mount a small disk (unshare -m)");
    };
    let script = format!("{mount} && exec \"$0\" --exact the_laptop_with_a_small_disk --ignored --nocapture");
    let mut command = Command::new("unshare");
    command.args([flags, "sh", "-c", &script]).arg(std::env::current_exe().unwrap()).env(CAN_GROW, "1");
    assert!(runs(&mut command, disk.path()), "see above");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_grow_no_more_is_said_and_nothing_saved_is_lost() {
    let disk = tempfile::tempdir().unwrap();
    // In blocks of 512 bytes, or of 1,024: either is soon full.
    let script = "trap '' XFSZ; ulimit -f 3000; exec \"$0\" --exact the_laptop_with_a_small_disk --ignored --nocapture";
    assert!(runs(Command::new("sh").args(["-c", script]).arg(std::env::current_exe().unwrap()), disk.path()), "see above");
}

fn runs(command: &mut Command, disk: &Path) -> bool {
    command.env(FOLDER, disk).stdin(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Not a test: a laptop whose disk fills up, in a process of its own.
#[test]
#[ignore = "run by the other tests, on a small disk"]
fn the_laptop_with_a_small_disk() {
    let Some(root) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let world = Stopped::at_nine();
    let ballast = root.join("ballast");
    fs::write(&ballast, vec![1; 200 * 1024]).unwrap();
    let store = Store::create(&root, &code(CODE), &nurse(), Hardness::for_tests(), &world).unwrap();
    store.set_recovery(&daybook_seal::RecoveryIdentity::fresh().key()).unwrap();
    let scope = Scope::School(SCHOOL.to_owned());
    store.assign(&[card(scope.clone(), "School")], world.now()).unwrap();
    let can_grow = std::env::var_os(CAN_GROW).is_some();
    let is_said = |error: &StoreError| matches!(error, StoreError::DiskFull) || (!can_grow && matches!(error, StoreError::Db(_)));
    let mut saved = Vec::new();
    let refused = loop {
        match saves(&store, saved.len() as u128, &"calm ".repeat(180)) {
            Ok(change) => saved.push(change),
            Err(error) => break error,
        }
        assert!(saved.len() < 10_000, "the disk does not fill up");
    };
    assert!(is_said(&refused), "{refused:?}");
    assert!(saved.len() > 20, "{} saved", saved.len());

    // A page that does not fit leaves neither rows nor cursor.
    let id = |number: u128| RecordId(Uuid::from_u128((number + 1) << 64));
    let arrived = |number: u128| daybook_store::Arrived {
        kind: Kind::Child,
        id: id(number),
        version: 1,
        facts: Facts::of(&child(1, SCHOOL)),
        mark: 1,
    };
    let whole = page(scope.clone(), (0..2_000).map(arrived).collect());
    let error = store.apply_page(&whole, world.now()).unwrap_err();
    assert!(is_said(&error), "{error:?}");
    assert_eq!((store.digest(&scope).unwrap().0, &store.scopes().unwrap()[0].cursor), (0, &None));

    // A rescue file to the same disk is whole, or it is said that there is none.
    match store.save_rescue(&root, "0.1.0", &world) {
        Ok(rescued) => assert_eq!((rescued.changes as usize, rescued.file.is_file()), (saved.len(), true)),
        Err(_) => {
            let left = fs::read_dir(&root).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
            assert_eq!(left.filter(|name| name.starts_with("daybook-rescue")).collect::<Vec<_>>(), [""; 0]);
        }
    }

    // What was saved can be read, now and after a restart. (Reading it all begins a sync, which writes.)
    assert_eq!(store.unsent().unwrap().changes as usize, saved.len());
    let folder = store.folder().to_owned();
    drop(store);
    if can_grow {
        fs::remove_file(&ballast).unwrap();
    }
    let store = Store::unlock(&folder, &code(CODE), &world).unwrap();
    assert_eq!(store.unsent().unwrap().changes as usize, saved.len());
    if can_grow {
        assert_eq!(found(&store).unwrap(), saved);
        assert!(saves(&store, 99_999, "there is room again").is_ok());
    }
}
