//! Every schema ever shipped, opened by today's code: a folder as that version left it, with a record that was never sent.
//!
//! A fixture is made once, when a schema ships, by running `make_the_fixture` (ignored) and committing the folder.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "store/laptop.rs"]
#[allow(dead_code, reason = "each test file needs its own part of it")]
mod laptop;

use daybook_record::kind::{Child, Note};
use daybook_record::{Kind, RecordId, Scope, World};
use daybook_seal::RecoveryIdentity;
use daybook_store::view::ChildQuery;
use daybook_store::{OpenError, Store, people};
use laptop::{Laptop, SCHOOL, Stopped, child, code, nurse};
use std::path::{Path, PathBuf};
use uuid::Uuid;

const CHILD: RecordId = RecordId(Uuid::from_u128(0xc1));
/// As short as codes could be with the first schema.
const OLD_CODE: &str = "three red kites";

/// What opens the fixture of a schema.
fn code_with(schema: usize) -> &'static str {
    if schema == 1 { OLD_CODE } else { laptop::CODE }
}
const NOTE: RecordId = RecordId(Uuid::from_u128(0x90));

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn shipped() -> usize {
    std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).unwrap().count()
}

fn copied(schema: usize) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join(nurse().person.to_string());
    std::fs::create_dir(&folder).unwrap();
    for file in ["key.json", "daybook.db"] {
        std::fs::copy(fixtures().join(format!("schema-{schema:04}")).join(file), folder.join(file)).expect("a fixture for every schema");
    }
    (root, folder)
}

#[test]
fn every_schema_ever_shipped_opens_and_loses_nothing() {
    for schema in 1..=shipped() {
        let (_root, folder) = copied(schema);
        let world = Stopped::at_nine();
        let store = Store::unlock(&folder, &code(code_with(schema)), &world).unwrap_or_else(|error| panic!("schema {schema}: {error}"));
        let waiting = store.unsent_entries().unwrap();
        assert_eq!(waiting.iter().map(|entry| entry.record).collect::<Vec<_>>(), [NOTE], "schema {schema}");
        assert_eq!(store.typed::<Note>(Kind::Note, NOTE).unwrap().unwrap().text, "never sent");
        assert_eq!(store.typed::<Child>(Kind::Child, CHILD).unwrap().unwrap(), child(0, SCHOOL));
        assert_eq!(store.digest(&Scope::School(SCHOOL.to_owned())).unwrap().0, 1);
        let found = store.find_children(&ChildQuery { text: "amina".to_owned(), ..Default::default() }, world.today()).unwrap();
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn a_key_file_of_the_first_shape_opens_and_learns_what_newer_ones_say() {
    let (root, folder) = copied(1);
    let text = std::fs::read_to_string(folder.join("key.json")).unwrap();
    assert!(!text.contains("sealed_key") && !text.contains("folded"), "the fixture is the old shape");
    let old = &people(root.path())[0];
    assert!(old.sound && !old.can_be_released && old.waiting.is_none() && !old.is_expired(Stopped::at_nine().now().plus_seconds(1 << 40)));
    let store = Store::unlock(&folder, &code(OLD_CODE), &Stopped::at_nine()).unwrap();
    store.set_recovery(&RecoveryIdentity::fresh().key()).unwrap();
    store.set_profile(&daybook_store::Profile { family_name: "Okafor-Lee".to_owned(), ..store.profile() }).unwrap();
    let learnt = &people(root.path())[0];
    assert!(learnt.can_be_released);
    assert_eq!((learnt.device, learnt.organisation.as_deref()), (Some(nurse().device), Some("R1L")));
    assert_eq!(learnt.server.as_deref(), Some("https://daybook.example"));
    assert_eq!(store.device_key().unwrap().public(), store.device_key().unwrap().public(), "a signature is made once");
    drop(store);
    assert!(matches!(Store::unlock(&folder, &code("Three Red Kites"), &Stopped::at_nine()).err(), Some(OpenError::WrongCode { .. })));
    assert!(Store::unlock(&folder, &code(OLD_CODE), &Stopped::at_nine()).is_ok(), "the old code is taken as it was typed");
}

#[test]
fn data_of_a_newer_version_is_refused_in_words_and_not_touched() {
    let (_root, folder) = copied(shipped());
    let file = folder.join("key.json");
    let newer = std::fs::read_to_string(&file).unwrap().replacen("\"version\": 1", "\"version\": 9", 1);
    std::fs::write(&file, &newer).unwrap();
    let refused = Store::unlock(&folder, &code(OLD_CODE), &Stopped::at_nine()).err().unwrap();
    assert!(matches!(refused, OpenError::NewerVersion { found: 9, .. }));
    assert!(refused.to_string().contains("update the app"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), newer);
}

/// Makes the fixture of today's schema. An existing one is what was shipped: it is not made again.
#[test]
#[ignore = "run once, when a schema ships"]
fn make_the_fixture() {
    let to = fixtures().join(format!("schema-{:04}", shipped()));
    assert!(!to.exists(), "already made");
    let laptop = Laptop::new();
    laptop.give(&[SCHOOL]);
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, CHILD, &child(0, SCHOOL))]);
    let mut note = laptop.note(CHILD, "never sent");
    note.record = NOTE;
    laptop.save(&note);
    let folder = laptop.folder();
    drop(laptop.store);
    std::fs::create_dir_all(&to).unwrap();
    for file in ["key.json", "daybook.db"] {
        std::fs::copy(folder.join(file), to.join(file)).unwrap();
    }
}
