//! A forgotten code, a key that only the service can open, and days without contact.

use crate::laptop::{CODE, Laptop, code, files, nurse};
use daybook_record::World;
use daybook_seal::{RecoveryIdentity, is_signed, open};
use daybook_store::{Hardness, OpenError, Store, StoreError, people, sealed_key};

const OTHER: &str = "window orbit cattle puzzle lemon";

fn released(service: &RecoveryIdentity, laptop: &Laptop) -> [u8; 32] {
    let sealed = sealed_key(&laptop.folder()).unwrap();
    assert_eq!(sealed.to, service.key().to_string());
    let key = open(service, &sealed.sealed, 32).unwrap();
    <[u8; 32]>::try_from(key.as_slice()).unwrap()
}

#[test]
fn a_forgotten_code_opens_nothing_until_the_service_releases_the_key() {
    let (laptop, children) = Laptop::with_school(1);
    let service = RecoveryIdentity::fresh();
    assert!(!people(laptop.root.path())[0].can_be_released);
    laptop.store.set_recovery(&service.key()).unwrap();
    assert!(people(laptop.root.path())[0].can_be_released);
    laptop.save(&laptop.note(children[0], "calm"));
    let key = released(&service, &laptop);
    let Laptop { root, world, store, .. } = laptop;
    let folder = store.folder().to_owned();
    drop(store);
    for _ in 0..5 {
        assert!(Store::unlock(&folder, &code("forgotten"), world.as_ref()).is_err());
    }
    let store = Store::unlock_released(&folder, &key, &code(OTHER), Hardness::for_tests(), world.as_ref()).unwrap();
    assert_eq!(store.unsent().unwrap().changes, 1);
    drop(store);
    assert!(matches!(Store::unlock(&folder, &code(CODE), world.as_ref()).err(), Some(OpenError::WrongCode { .. })));
    assert!(Store::unlock(&folder, &code(OTHER), world.as_ref()).is_ok(), "and the waits are over");
    assert!(people(root.path())[0].can_be_released, "it can be forgotten again");
}

#[test]
fn a_wrong_released_key_changes_nothing() {
    let laptop = Laptop::new();
    laptop.store.set_recovery(&RecoveryIdentity::fresh().key()).unwrap();
    let before = files(&laptop.folder());
    let refused = Store::unlock_released(&laptop.folder(), &[7; 32], &code(OTHER), Hardness::for_tests(), laptop.world.as_ref());
    assert!(matches!(refused.err(), Some(OpenError::Damaged)));
    assert!(files(&laptop.folder()) == before, "something was written");
}

#[test]
fn a_lost_key_file_is_made_again_from_the_released_key() {
    let laptop = Laptop::new();
    let service = RecoveryIdentity::fresh();
    laptop.store.set_recovery(&service.key()).unwrap();
    std::fs::write(laptop.folder().join("key.json"), b"\0\0\0\0").unwrap();
    let person = people(laptop.root.path()).remove(0);
    assert!(!person.sound && person.can_be_released, "the copy beside it still says so");
    assert_eq!(person.name, "Nadia Okafor");
    assert!(matches!(Store::unlock(&laptop.folder(), &code(CODE), laptop.world.as_ref()).err(), Some(OpenError::Damaged)));
    let key = released(&service, &laptop);
    Store::unlock_released(&laptop.folder(), &key, &code(OTHER), Hardness::for_tests(), laptop.world.as_ref()).unwrap();
    assert!(people(laptop.root.path())[0].sound);
    assert!(Store::unlock(&laptop.folder(), &code(OTHER), laptop.world.as_ref()).is_ok());
}

#[test]
fn a_new_recovery_key_takes_the_place_of_the_old_one() {
    let laptop = Laptop::new();
    let (old, new) = (RecoveryIdentity::fresh(), RecoveryIdentity::fresh());
    laptop.store.set_recovery(&old.key()).unwrap();
    laptop.store.set_recovery(&new.key()).unwrap();
    let sealed = sealed_key(&laptop.folder()).unwrap();
    assert!(open(&old, &sealed.sealed, 32).is_err());
    released(&new, &laptop);
    assert!(laptop.store.recovery().unwrap().is_some_and(|key| key == new.key()));
}

#[test]
fn the_signature_told_at_sign_in_is_the_one_that_is_kept() {
    let laptop = Laptop::new();
    let (told, root) = (daybook_store::fresh_device_key().unwrap(), laptop.root.path().join("another"));
    let store = Store::create_signing(&root, &code(CODE), &nurse(), &told, Hardness::for_tests(), laptop.world.as_ref()).unwrap();
    let signature = store.device_key().unwrap().sign(b"a parcel");
    assert!(is_signed(b"a parcel", &signature, &told.public()));
    assert_ne!(laptop.store.device_key().unwrap().public(), told.public(), "each store has its own");
}

#[test]
fn without_contact_a_folder_expires_and_nothing_in_it_is_destroyed() {
    let (laptop, children) = Laptop::with_school(1);
    laptop.save(&laptop.note(children[0], "calm"));
    let (day, person) = (24 * 3600, || people(laptop.root.path()).remove(0));
    assert!(!person().is_expired(laptop.now().plus_seconds(1000 * day)), "the team has said nothing of days yet");
    laptop.store.note_contact(laptop.now(), 30).unwrap();
    assert!(!person().is_expired(laptop.now().plus_seconds(30 * day)));
    assert!(person().is_expired(laptop.now().plus_seconds(30 * day + 1)));
    assert!(!person().is_expired(laptop.now().plus_seconds(-400 * day)), "a clock set back expires nothing");
    laptop.store.note_contact(laptop.now().plus_seconds(20 * day), 30).unwrap();
    assert!(!person().is_expired(laptop.now().plus_seconds(45 * day)), "it was heard again");
    laptop.store.note_contact(laptop.now().plus_seconds(20 * day), 0).unwrap();
    assert!(!person().is_expired(laptop.now().plus_seconds(1000 * day)), "0 is never");
    assert_eq!(laptop.store.unsent().unwrap().changes, 1);
    assert!(laptop.world.now_ms() > 0);
}

#[test]
fn a_failed_seal_never_stops_the_work() {
    let laptop = Laptop::new();
    std::fs::remove_file(laptop.folder().join("key.json")).unwrap();
    let outcome: Result<(), StoreError> = laptop.store.note_contact(laptop.now(), 30);
    assert!(outcome.is_ok() && !laptop.folder().join("key.json").exists(), "a file that is gone is not made from half of what it held");
}
