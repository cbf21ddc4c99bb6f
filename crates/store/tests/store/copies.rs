//! Rolling copies: sealed, signed, whole, and never behind what waits.

use crate::laptop::{Laptop, SCHOOL, child, files};
use daybook_record::{Change, ChangeId, Kind, Outcome, RecordId};
use daybook_seal::{Limits, RecoveryIdentity, Why};
use daybook_store::{Copied, latest_copy, people};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the service finds in a parcel, and whether the device signed it.
pub fn inside(parcel: &Path, service: &RecoveryIdentity, public: &str) -> (Vec<Change>, Why, bool) {
    let file = std::fs::File::open(parcel).unwrap();
    let opened = daybook_seal::read(file, service, Limits::default(), &mut |_, _| Ok(())).unwrap();
    let changes = opened.changes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let changes = changes.map(|line| serde_json::from_slice(line).unwrap()).collect();
    (changes, opened.about.why, opened.is_signed_by(public))
}

fn unsent(laptop: &Laptop) -> BTreeSet<ChangeId> {
    laptop.store.unsent_entries().unwrap().into_iter().map(|entry| entry.change).collect()
}

fn copy(laptop: &Laptop) -> Copied {
    laptop.store.keep_copy("1.2.3", laptop.world.as_ref()).unwrap()
}

/// Every record that is in it is there from its first change here, in order and without a gap.
fn tell_each_record_from_its_beginning(changes: &[Change]) -> bool {
    let mut told: BTreeMap<RecordId, u32> = BTreeMap::new();
    changes.iter().all(|change| {
        let revision = told.entry(change.record).or_default();
        *revision += 1;
        change.revision == *revision
    })
}

fn sealed_laptop(children: usize) -> (Laptop, Vec<RecordId>, RecoveryIdentity) {
    let ((laptop, children), service) = (Laptop::with_school(children), RecoveryIdentity::fresh());
    laptop.store.set_recovery(&service.key()).unwrap();
    (laptop, children, service)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn a_copy_made_at_any_moment_holds_every_unsent_change_signed(steps in proptest::collection::vec(0_u8..6, 1..20)) {
        let (laptop, children, service) = sealed_laptop(3);
        let mut notes: Vec<RecordId> = Vec::new();
        for (number, step) in steps.into_iter().enumerate() {
            match (step, notes.last()) {
                (0..=1, _) | (_, None) => {
                    let note = laptop.note(children[number % 3], &format!("note {number}"));
                    laptop.save(&note);
                    notes.push(note.record);
                }
                (2, Some(&record)) => {
                    let mut note = laptop.note(children[0], &format!("edited {number}"));
                    note.record = record;
                    laptop.save(&note);
                }
                (3, Some(_)) => { laptop.remove(Kind::Note, notes.pop().unwrap()); }
                (4, _) => { laptop.send_all(&Outcome::Stored); }
                _ => {
                    let sync = laptop.sync_id();
                    laptop.store.begin_sync(sync, laptop.now()).unwrap();
                    for queued in laptop.store.frozen(sync, 0, 1, u64::MAX).unwrap() {
                        laptop.store.settle(&[laptop.receipt(queued.change.id, queued.change.revision, Outcome::Stored)], laptop.now()).unwrap();
                    }
                }
            }
            let (copied, waiting) = (copy(&laptop), unsent(&laptop));
            prop_assert_eq!(copied.changes as usize, waiting.len());
            prop_assert_eq!(people(laptop.root.path())[0].waiting.map_or(0, |waiting| waiting.changes), copied.changes);
            match latest_copy(&laptop.folder()) {
                None => prop_assert!(waiting.is_empty(), "a copy is missing"),
                Some(newest) => {
                    let (changes, why, signed) = inside(&newest, &service, &laptop.store.device_key().unwrap().public());
                    prop_assert!(waiting.is_subset(&changes.iter().map(|change| change.id).collect()), "something that waits is missing");
                    prop_assert!(tell_each_record_from_its_beginning(&changes), "{changes:?}");
                    prop_assert!(signed && why == Why::Copy);
                }
            }
        }
    }
}

#[test]
fn a_copy_tells_a_record_from_its_beginning_although_the_service_has_heard_of_it() {
    let (laptop, children, service) = sealed_laptop(1);
    let mut note = laptop.note(children[0], "calm");
    laptop.save(&note);
    laptop.save(&laptop.note(children[0], "another, which does not go along"));
    laptop.send_all(&Outcome::Stored);
    note.facts = laptop.note(children[0], "calm again").facts;
    laptop.save(&note);
    assert_eq!(copy(&laptop).changes, 1);
    let (changes, ..) = inside(&latest_copy(&laptop.folder()).unwrap(), &service, &laptop.store.device_key().unwrap().public());
    let told: Vec<(RecordId, u32)> = changes.iter().map(|change| (change.record, change.revision)).collect();
    assert_eq!(told, [(note.record, 1), (note.record, 2)]);
}

#[test]
fn copies_made_while_somebody_records_are_each_whole() {
    let (laptop, children, service) = sealed_laptop(1);
    let public = laptop.store.device_key().unwrap().public();
    std::thread::scope(|threads| {
        let copying = threads.spawn(|| {
            let mut least = 0;
            for _ in 0..30 {
                copy(&laptop);
                let Some(newest) = latest_copy(&laptop.folder()) else { continue };
                let (changes, _, signed) = inside(&newest, &service, &public);
                assert!(signed && changes.len() >= least, "a copy went back from {least} to {}", changes.len());
                least = changes.len();
            }
        });
        for number in 0..60 {
            laptop.save(&laptop.note(children[0], &format!("note {number}")));
        }
        copying.join().unwrap();
    });
    assert_eq!(copy(&laptop).changes, 60);
}

#[test]
fn the_last_three_copies_are_kept_and_all_go_when_nothing_waits() {
    let (laptop, children, _service) = sealed_laptop(1);
    let second = tempfile::tempdir().unwrap();
    laptop.store.set_second_copy(Some(second.path())).unwrap();
    let count = |folder: &Path| std::fs::read_dir(folder).map_or(0, Iterator::count);
    let copies = laptop.folder().join("copies");
    for number in 1..=5 {
        laptop.save(&laptop.note(children[0], &format!("note {number}")));
        assert!(!copy(&laptop).second_failed);
        assert_eq!((count(&copies), count(second.path())), (number.min(3), number.min(3)));
    }
    let before = latest_copy(&laptop.folder());
    copy(&laptop);
    assert_eq!(latest_copy(&laptop.folder()), before, "nothing new, nothing written");
    laptop.send_all(&Outcome::Stored);
    assert_eq!(copy(&laptop), Copied { changes: 0, bytes: 0, second_failed: false });
    assert_eq!((count(&copies), count(second.path())), (0, 0));
    assert_eq!(people(laptop.root.path())[0].waiting, None);
}

#[test]
fn a_stick_that_was_taken_out_does_not_stop_the_copy_beside_the_database() {
    let (laptop, children, _service) = sealed_laptop(1);
    let stick = tempfile::tempdir().unwrap();
    laptop.store.set_second_copy(Some(stick.path())).unwrap();
    let path = stick.path().to_owned();
    drop(stick);
    laptop.save(&laptop.note(children[0], "calm"));
    assert!(copy(&laptop).second_failed && latest_copy(&laptop.folder()).is_some());
    std::fs::create_dir(&path).unwrap();
    assert!(!copy(&laptop).second_failed, "put in again, it gets its copy although nothing is new");
    assert!(latest_copy(&path).is_none() && std::fs::read_dir(&path).unwrap().count() == 1);
    assert!(laptop.store.set_second_copy(Some(Path::new("/nowhere/at/all"))).is_err());
    std::fs::remove_dir_all(path).unwrap();
}

#[test]
fn without_a_key_to_seal_to_nothing_is_copied_and_the_count_is_told() {
    let (laptop, children) = Laptop::with_school(1);
    laptop.save(&laptop.note(children[0], "calm"));
    assert_eq!(copy(&laptop), Copied { changes: 1, bytes: 0, second_failed: false });
    assert_eq!(people(laptop.root.path())[0].waiting.unwrap().changes, 1);
    assert_eq!(latest_copy(&laptop.folder()), None);
}

#[test]
fn no_copy_and_no_rescue_file_holds_a_readable_name() {
    let (laptop, children, _service) = sealed_laptop(1);
    let named = daybook_record::kind::Child { family_name: "Quillfeatherstone".to_owned(), ..child(0, SCHOOL) };
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, children[0], &named)]);
    laptop.save(&laptop.note(children[0], "xylophone lessons"));
    copy(&laptop);
    let elsewhere = tempfile::tempdir().unwrap();
    laptop.store.save_rescue(elsewhere.path(), "1", laptop.world.as_ref()).unwrap();
    let mut all = files(elsewhere.path());
    all.extend(files(&laptop.folder()));
    all.extend(files(&laptop.folder().join("copies")));
    assert!(all.len() >= 5);
    for (path, bytes) in all {
        for secret in ["Quillfeatherstone", "xylophone", &children[0].to_string()] {
            assert!(!bytes.windows(secret.len()).any(|window| window.eq_ignore_ascii_case(secret.as_bytes())), "{secret} in {path:?}");
        }
    }
}
