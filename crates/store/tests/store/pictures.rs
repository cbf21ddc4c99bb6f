//! Pictures of entries, sealed: beside the copies, in a rescue file, in what a colleague hands in.

use crate::laptop::Laptop;
use daybook_record::Outcome;
use daybook_seal::{Limits, RecoveryIdentity, picture_of};
use daybook_store::{Copied, Which, latest_copy, rescue_closed, to_hand_in};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// An entry with this picture, as it is finished in the field. Gives what the picture is called.
fn entered(laptop: &Laptop, picture: &[u8]) -> String {
    let name = hex::encode(Sha256::digest(picture));
    laptop.store.keep_attachment(&name, "image/png", picture, laptop.now()).unwrap();
    let draft = laptop.begin(&Which::default());
    laptop.fill(draft, json!({ "face": { "sha256": name } }));
    laptop.enter(draft, "mill", std::slice::from_ref(&name));
    name
}

fn in_the_field() -> (Laptop, RecoveryIdentity) {
    let (laptop, service) = (Laptop::in_areas(&["mill"]), RecoveryIdentity::fresh());
    laptop.store.set_recovery(&service.key()).unwrap();
    (laptop, service)
}

fn copy(laptop: &Laptop) -> Copied {
    laptop.store.keep_copy("1", laptop.world.as_ref()).unwrap()
}

fn sealed_pictures(folder: &Path) -> Vec<PathBuf> {
    let there = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut there: Vec<PathBuf> = there.filter(|path| path.to_string_lossy().contains("picture-")).collect();
    there.sort();
    there
}

/// Everything in a parcel that is not a change, by name, and the pictures of the parcels in it.
fn held(parcel: &[u8], service: &RecoveryIdentity) -> (Vec<String>, Vec<(String, Vec<u8>)>) {
    let (mut names, mut pictures) = (Vec::new(), Vec::new());
    daybook_seal::read(parcel, service, Limits::default(), &mut |name, from| {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)?;
        match picture_of(name) {
            Some(picture) => pictures.push((picture.to_owned(), bytes)),
            None if name.starts_with("copies/") => pictures.extend(held(&bytes, service).1),
            None => {}
        }
        names.push(name.to_owned());
        Ok(())
    })
    .unwrap();
    pictures.sort();
    (names, pictures)
}

fn as_named(pictures: &[&[u8]]) -> Vec<(String, Vec<u8>)> {
    let mut named: Vec<_> = pictures.iter().map(|bytes| (hex::encode(Sha256::digest(bytes)), bytes.to_vec())).collect();
    named.sort();
    named
}

#[test]
fn a_picture_is_sealed_once_beside_the_copies_and_goes_when_the_service_has_it() {
    let ((laptop, service), stick) = (in_the_field(), tempfile::tempdir().unwrap());
    laptop.store.set_second_copy(Some(stick.path())).unwrap();
    let copies = laptop.folder().join("copies");
    let first = entered(&laptop, b"a face");
    assert!(!copy(&laptop).second_failed);
    let sealed = sealed_pictures(&copies);
    assert_eq!((sealed.len(), sealed_pictures(stick.path()).len()), (1, 1));
    let bytes = fs::read(&sealed[0]).unwrap();
    assert!(!bytes.windows(6).any(|part| part == b"a face"), "nobody reads it here");
    assert_eq!(held(&bytes, &service).1, as_named(&[b"a face"]));

    let second = entered(&laptop, b"a signature");
    copy(&laptop);
    assert_eq!(fs::read(&sealed[0]).unwrap(), bytes, "it is not sealed again");
    assert_eq!((sealed_pictures(&copies).len(), sealed_pictures(stick.path()).len()), (2, 2));
    laptop.store.attachment_handed_in(&first, laptop.now()).unwrap();
    laptop.store.attachment_handed_in(&second, laptop.now()).unwrap();
    let third = entered(&laptop, b"another face");
    copy(&laptop);
    assert_eq!(sealed_pictures(&copies).len(), 3, "what was handed in stays until its entry has a receipt");
    laptop.send_all(&Outcome::Stored);
    copy(&laptop);
    assert_eq!(sealed_pictures(&copies).len(), 1, "and what was not stays, although its entry came by another way");
    laptop.store.attachment_handed_in(&third, laptop.now()).unwrap();
    copy(&laptop);
    assert_eq!((sealed_pictures(&copies).len(), sealed_pictures(stick.path()).len()), (0, 0));
}

#[test]
fn a_rescue_file_holds_the_pictures_of_what_waits_whether_the_store_opens_or_not() {
    let ((laptop, service), stick) = (in_the_field(), tempfile::tempdir().unwrap());
    entered(&laptop, b"a face");
    entered(&laptop, b"a signature");
    laptop.store.keep_attachment(&"ab".repeat(32), "image/png", b"of a draft", laptop.now()).unwrap();
    let open = laptop.store.save_rescue(stick.path(), "1", laptop.world.as_ref()).unwrap();
    assert_eq!((open.changes, open.pictures, open.pictures_left_out), (2, 2, 0));
    assert_eq!(held(&fs::read(&open.file).unwrap(), &service).1, as_named(&[b"a face", b"a signature"]));
    assert_eq!(sealed_pictures(&laptop.folder().join("copies")).len(), 0, "nothing was written beside it to make it");

    copy(&laptop);
    let closed = rescue_closed(&laptop.folder(), stick.path(), "1", laptop.world.as_ref()).unwrap();
    assert_eq!((closed.changes, closed.pictures), (2, 2));
    assert_eq!(held(&fs::read(&closed.file).unwrap(), &service).1, as_named(&[b"a face", b"a signature"]));
}

#[test]
fn a_colleague_hands_in_the_copy_first_and_then_each_picture() {
    let (laptop, service) = in_the_field();
    let folder = laptop.folder();
    assert!(to_hand_in(&folder).is_empty(), "nothing waits");
    entered(&laptop, b"a face");
    entered(&laptop, b"a signature");
    copy(&laptop);
    let handed_in = to_hand_in(&folder);
    assert_eq!((handed_in.len(), handed_in.first()), (3, latest_copy(&folder).as_ref()));
    let mut pictures: Vec<_> = handed_in[1..].iter().flat_map(|file| held(&fs::read(file).unwrap(), &service).1).collect();
    pictures.sort();
    assert_eq!(pictures, as_named(&[b"a face", b"a signature"]));
    assert!(!handed_in.iter().any(|file| file.to_string_lossy().contains(&pictures[0].0)), "a name says nothing of what is in it");
}

#[test]
fn pictures_are_sealed_anew_for_another_recovery_key() {
    let (laptop, _first) = in_the_field();
    entered(&laptop, b"a face");
    copy(&laptop);
    let second = RecoveryIdentity::fresh();
    laptop.store.set_recovery(&second.key()).unwrap();
    entered(&laptop, b"a signature");
    copy(&laptop);
    let sealed = sealed_pictures(&laptop.folder().join("copies"));
    let mut pictures: Vec<_> = sealed.iter().flat_map(|file| held(&fs::read(file).unwrap(), &second).1).collect();
    pictures.sort();
    assert_eq!(pictures, as_named(&[b"a face", b"a signature"]));
}

#[test]
fn a_second_place_that_cannot_be_written_to_keeps_no_picture_from_the_first() {
    let ((laptop, _service), stick) = (in_the_field(), tempfile::tempdir().unwrap());
    laptop.store.set_second_copy(Some(stick.path())).unwrap();
    drop(stick);
    entered(&laptop, b"a face");
    entered(&laptop, b"a signature");
    let copied = copy(&laptop);
    assert!(copied.second_failed && copied.changes == 2);
    assert_eq!(sealed_pictures(&laptop.folder().join("copies")).len(), 2);
}
