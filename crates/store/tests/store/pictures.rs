//! Pictures of entries, sealed: beside the copies, in a rescue file, in what a colleague hands in.

use crate::laptop::{Laptop, files};
use daybook_record::Outcome;
use daybook_seal::{Limits, RecoveryIdentity, Why, picture_of};
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
    entered(&laptop, b"another face");
    copy(&laptop);
    assert_eq!(sealed_pictures(&copies).len(), 3, "what was handed in stays until its entry has a receipt");
    laptop.send_all(&Outcome::Stored);
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
fn a_colleague_hands_in_one_file_that_holds_the_copy_and_its_pictures() {
    let (laptop, service) = in_the_field();
    let (folder, world) = (laptop.folder(), laptop.world.clone());
    let to_hand_in = || to_hand_in(&folder, "1", world.as_ref()).unwrap();
    assert!(to_hand_in().is_none(), "nothing waits");
    entered(&laptop, b"a face");
    copy(&laptop);
    let before = files(&folder);
    let (parcel, copied) = (to_hand_in().unwrap(), latest_copy(&folder).unwrap());
    assert!(!parcel.file().starts_with(&folder) && files(&folder) == before, "nothing changes on the laptop of the first");
    let (names, pictures) = held(&fs::read(parcel.file()).unwrap(), &service);
    assert!(names.iter().any(|name| name.ends_with(copied.file_name().unwrap().to_str().unwrap())), "{names:?}");
    assert_eq!(pictures, as_named(&[b"a face"]));
    let opened = daybook_seal::read(fs::File::open(parcel.file()).unwrap(), &service, Limits::default(), &mut |_, _| Ok(())).unwrap();
    assert_eq!((opened.about.why, opened.about.person), (Why::Copy, laptop.store.profile().person));
    let file = parcel.file().to_owned();
    drop(parcel);
    assert!(!file.exists(), "it is gone when it was handed in");
}
