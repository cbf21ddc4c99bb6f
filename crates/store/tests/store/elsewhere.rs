//! A second way in: the database's key wrapped by a key that lies elsewhere.

use crate::laptop::{CODE, Laptop, code, files};
use daybook_seal::RecoveryIdentity;
use daybook_store::{Hardness, OpenError, Store, fresh_outer_key, people, rest_wrapped, set_aside};
use serde_json::Value;
use std::path::Path;
use zeroize::Zeroizing;

/// A closed laptop that a key elsewhere opens, and the key.
fn closed() -> (Laptop, Zeroizing<[u8; 32]>) {
    let laptop = Laptop::new();
    let outer = fresh_outer_key().unwrap();
    laptop.store.wrap_for(&outer).unwrap();
    (laptop.reopened(), outer)
}

fn opens(laptop: &Laptop, outer: &[u8; 32]) -> Result<(), OpenError> {
    Store::unlock_wrapped(&laptop.folder(), outer, laptop.world.as_ref()).map(drop)
}

fn key_file(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("key.json")).unwrap()).unwrap()
}

fn listed(laptop: &Laptop) -> bool {
    people(laptop.root.path())[0].opens_from_elsewhere
}

#[test]
fn a_key_that_lies_elsewhere_opens_the_folder_and_the_code_goes_on_opening_it() {
    let (laptop, outer) = closed();
    assert!(listed(&laptop));
    opens(&laptop, &outer).unwrap();
    opens(&laptop, &outer).unwrap();
    Store::unlock(&laptop.folder(), &code(CODE), laptop.world.as_ref()).unwrap();
    assert!(laptop.store.wishes_wrapped().unwrap());
}

#[test]
fn without_the_key_the_wrap_is_nothing_and_without_the_wrap_the_key_is_nothing() {
    let (laptop, outer) = closed();
    let before = files(&laptop.folder());
    for wrong in [[0; 32], *fresh_outer_key().unwrap()] {
        assert!(matches!(opens(&laptop, &wrong), Err(OpenError::NotTheKey)));
    }
    assert!(files(&laptop.folder()) == before, "something was written");
    let text = std::fs::read_to_string(laptop.folder().join("key.json")).unwrap();
    assert!(!text.contains(&hex(outer.as_slice())), "the key itself lies in the file");
    rest_wrapped(&laptop.folder()).unwrap();
    assert!(matches!(opens(&laptop, &outer), Err(OpenError::NotTheKey)));
}

#[test]
fn a_wrong_key_costs_no_try_and_the_right_one_forgives_none() {
    let (laptop, outer) = closed();
    for _ in 0..20 {
        opens(&laptop, &[7; 32]).unwrap_err();
    }
    let wrong = || Store::unlock(&laptop.folder(), &code("not the code"), laptop.world.as_ref()).err();
    assert!(matches!(wrong(), Some(OpenError::WrongCode { tries_left: 4 })), "twenty wrong keys counted");
    opens(&laptop, &outer).unwrap();
    assert!(matches!(wrong(), Some(OpenError::WrongCode { tries_left: 3 })), "opening took a try back");
}

#[test]
fn another_persons_wrap_does_not_open_with_the_key_of_either() {
    let ((nadia, hers), (omar, his)) = (closed(), closed());
    let mut swapped = key_file(&nadia.folder());
    swapped["elsewhere"] = key_file(&omar.folder())["elsewhere"].clone();
    swapped["person"] = serde_json::json!("0199aaaa-0000-7000-8000-0000000000ff");
    std::fs::write(nadia.folder().join("key.json"), swapped.to_string()).unwrap();
    for key in [&hers, &his] {
        assert!(matches!(opens(&nadia, key), Err(OpenError::NotTheKey)));
    }
    opens(&omar, &his).unwrap();
}

#[test]
fn a_lock_takes_the_wrap_off_the_disk_and_keeps_the_wish() {
    let (laptop, outer) = closed();
    laptop.store.rest_wrapped().unwrap();
    assert!(!listed(&laptop) && laptop.store.wishes_wrapped().unwrap());
    assert!(matches!(opens(&laptop, &outer), Err(OpenError::NotTheKey)));
    for name in ["key.json", "key.copy.json"] {
        let text = std::fs::read_to_string(laptop.folder().join(name)).unwrap();
        assert!(!text.contains("elsewhere"), "{name}: {text}");
    }
    let another = fresh_outer_key().unwrap();
    laptop.store.wrap_for(&another).unwrap();
    assert!(matches!(opens(&laptop, &outer), Err(OpenError::NotTheKey)), "the key of the last time");
    opens(&laptop, &another).unwrap();
    laptop.store.end_wrapped().unwrap();
    assert!(!listed(&laptop) && !laptop.store.wishes_wrapped().unwrap());
}

#[test]
fn the_copy_of_the_key_file_never_holds_the_wrap() {
    let (laptop, outer) = closed();
    std::fs::copy(laptop.folder().join("key.copy.json"), laptop.folder().join("key.json")).unwrap();
    assert!(matches!(opens(&laptop, &outer), Err(OpenError::NotTheKey)));
    Store::unlock(&laptop.folder(), &code(CODE), laptop.world.as_ref()).unwrap();
}

#[test]
fn a_released_folder_opens_with_the_new_code_alone() {
    let (laptop, outer) = closed();
    let service = RecoveryIdentity::fresh();
    laptop.store.set_recovery(&service.key()).unwrap();
    let sealed = daybook_store::sealed_key(&laptop.folder()).unwrap().sealed;
    let key = daybook_seal::open(&service, &sealed, 32).unwrap();
    let key = <[u8; 32]>::try_from(key.as_slice()).unwrap();
    opens(&laptop, &outer).unwrap();
    Store::unlock_released(&laptop.folder(), &key, &code("window orbit cattle"), Hardness::for_tests(), laptop.world.as_ref()).unwrap();
    assert!(matches!(opens(&laptop, &outer), Err(OpenError::NotTheKey)));
}

#[test]
fn another_code_leaves_the_second_way_in_as_it_is() {
    let (laptop, outer) = closed();
    laptop.store.rewrap(&code("window orbit cattle"), Hardness::for_tests()).unwrap();
    opens(&laptop, &outer).unwrap();
}

#[test]
fn a_wrap_that_was_tampered_with_asks_for_the_code() {
    let (laptop, outer) = closed();
    let sound = key_file(&laptop.folder());
    for (field, value) in [("sealed", "00"), ("sealed", "zz"), ("nonce", ""), ("nonce", &"00".repeat(24))] {
        let mut spoilt = sound.clone();
        spoilt["elsewhere"][field] = value.into();
        std::fs::write(laptop.folder().join("key.json"), spoilt.to_string()).unwrap();
        assert!(matches!(opens(&laptop, &outer), Err(OpenError::NotTheKey)), "{field}: {value}");
        Store::unlock(&laptop.folder(), &code(CODE), laptop.world.as_ref()).unwrap();
    }
}

#[test]
fn the_code_is_checked_as_if_the_folder_were_locked() {
    let laptop = Laptop::new();
    laptop.store.check_code(&code(CODE), laptop.world.as_ref()).unwrap();
    let wrong = laptop.store.check_code(&code("not the code"), laptop.world.as_ref());
    assert!(matches!(wrong, Err(OpenError::WrongCode { tries_left: 4 })));
    let elsewhere = Store::unlock(&laptop.folder(), &code("not the code"), laptop.world.as_ref()).err();
    assert!(matches!(elsewhere, Some(OpenError::WrongCode { tries_left: 3 })), "one count for both");
}

#[test]
fn what_is_put_aside_can_be_told_to_open_with_the_code_alone() {
    let (laptop, outer) = closed();
    let Laptop { root: _root, world, store, .. } = laptop;
    let folder = store.folder().to_owned();
    drop(store);
    rest_wrapped(&folder).unwrap();
    let aside = set_aside(&folder, world.as_ref()).unwrap();
    assert!(matches!(Store::unlock_wrapped(&aside, &outer, world.as_ref()).err(), Some(OpenError::NotTheKey)));
    Store::unlock(&aside, &code(CODE), world.as_ref()).unwrap();
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
