//! Pictures at the service: asked for until they are here, never taken for what they are not, looked for again.

use crate::campaign::{campaign, visit};
use crate::ground::{Ground, Laptop, ORG, good, refused};
use crate::rescue::{about, known, lines, rescued, sealed};
use daybook_record::{Change, DeviceId, Kind, Outcome, Verb, World as _};
use daybook_seal::{Attached, Why};
use daybook_server::picture::{self, Checked, NotChecked};
use daybook_server::storage::FileName;
use daybook_wire::batch::sha256;
use daybook_wire::code::Code;
use daybook_wire::push::FileReply;
use serde_json::json;

/// An entry whose rows name these pictures.
fn entry(laptop: &Laptop, pictures: &[&[u8]]) -> Change {
    let rows: Vec<_> = pictures.iter().map(|bytes| json!({ "face": { "sha256": sha256(bytes) } })).collect();
    let facts = json!({
        "campaign": "nets", "area": "mill", "form": "visit", "version": "1", "sha256": visit("1").sha256(), "data": { "who": rows },
        "at": laptop.world.now(),
    });
    laptop.change(Kind::Entry, laptop.world.mint().into(), Verb::Create, None, facts)
}

async fn hand_in(laptop: &Laptop, picture: &[u8]) {
    let reply: FileReply = good(laptop.put(&sha256(picture), 0, picture.len() as u64, picture.to_vec())).await;
    assert!(reply.whole);
}

fn missing(ground: &Ground) -> Vec<(DeviceId, String)> {
    let missing = ground.tell(|_, tx| tx.missing_pictures(ORG, 99).unwrap());
    missing.into_iter().map(|named| (named.device, named.sha256)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_never_came_is_asked_of_its_device_until_it_is_here() {
    let ground = campaign().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    assert!(nadia.hello().await.pictures.is_empty());
    hand_in(&nadia, b"a face").await;
    let receipts = nadia.push(&[entry(&nadia, &[b"a face", b"a signature"])]).await.receipts;
    assert!(matches!(receipts[0].outcome, Outcome::WithSupport { .. }), "the form has no such field: also there no picture is forgotten");
    assert_eq!(nadia.hello().await.pictures, [sha256(b"a signature")], "the one that came is not asked for");
    assert!(amina.hello().await.pictures.is_empty(), "nobody else is asked for it");
    assert_eq!(missing(&ground), [(nadia.device, sha256(b"a signature"))]);
    hand_in(&nadia, b"a signature").await;
    assert!(nadia.hello().await.pictures.is_empty() && missing(&ground).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_not_what_their_name_says_are_no_picture() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    nadia.push(&[entry(&nadia, &[b"a face"])]).await;
    let tried = nadia.put(&sha256(b"a face"), 0, 6, b"a dog!".to_vec());
    assert_eq!(refused(tried).await.code, Code::ChecksumMismatch);
    assert_eq!(nadia.hello().await.pictures, [sha256(b"a face")], "it is still missing");
    // A part that was spoilt is thrown away with it: the whole one is taken from its beginning.
    let part: FileReply = good(nadia.put(&sha256(b"a face"), 0, 6, b"a d".to_vec())).await;
    assert_eq!((part.received, part.whole), (3, false));
    assert_eq!(refused(nadia.put(&sha256(b"a face"), 3, 6, b"ace".to_vec())).await.code, Code::ChecksumMismatch);
    hand_in(&nadia, b"a face").await;
    assert!(nadia.hello().await.pictures.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_the_disk_has_lost_or_spoilt_is_asked_for_again() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let pictures: [&[u8]; 3] = [b"a face", b"a signature", b"a hand"];
    for picture in pictures {
        hand_in(&nadia, picture).await;
    }
    nadia.push(&[entry(&nadia, &pictures)]).await;
    let checked = async || picture::check(ground.service(), ORG).await.unwrap();
    assert_eq!(checked().await, Checked { sound: 3, lost: 0 });
    let at_rest = |picture: &[u8]| {
        let files = ground.folder.path().join("files/batches").join(ORG).join(nadia.device.to_string());
        files.join(sha256(picture))
    };
    std::fs::remove_file(at_rest(b"a face")).unwrap();
    std::fs::write(at_rest(b"a hand"), b"a hamd").unwrap();
    assert_eq!(checked().await, Checked { sound: 1, lost: 2 });
    let spoilt = ground.folder.path().join("files/spoilt").join(ORG).join(nadia.device.to_string());
    assert_eq!(std::fs::read(spoilt.join(sha256(b"a hand"))).unwrap(), b"a hamd", "it may be all that is left of it");
    let mut asked = nadia.hello().await.pictures;
    asked.sort();
    let mut lost = vec![sha256(b"a face"), sha256(b"a hand")];
    lost.sort();
    assert_eq!(asked, lost);
    for picture in [b"a face".as_slice(), b"a hand"] {
        hand_in(&nadia, picture).await;
    }
    let files = ground.folder.path().join("files/batches");
    std::fs::rename(&files, ground.folder.path().join("elsewhere")).unwrap();
    let refused = picture::check(ground.service(), ORG).await.unwrap_err();
    assert!(matches!(refused, NotChecked::NothingThere { all: 3 }), "{refused}");
    std::fs::rename(ground.folder.path().join("elsewhere"), &files).unwrap();
    assert_eq!((checked().await, nadia.hello().await.pictures.len()), (Checked { sound: 3, lost: 0 }, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_in_a_rescue_file_and_in_its_copies_are_kept_as_if_they_had_been_handed_in() {
    let ground = campaign().await;
    let ((nadia, key, to), amina) = (known(&ground, "nadia", 1).await, ground.sign_in("amina").await);
    let (plain, nested): (&[u8], &[u8]) = (b"a face", b"a signature");
    let changes = [entry(&nadia, &[plain, nested])];
    let folder = tempfile::tempdir().unwrap();
    let inner = Attached::picture(&sha256(nested), || Ok(nested.to_vec()));
    let path = folder.path().join("inner");
    std::fs::write(&path, sealed(&to, &about(&nadia, Why::Copy), b"", None, &[inner])).unwrap();
    let attached = [
        Attached::picture(&sha256(plain), || Ok(plain.to_vec())),
        Attached::picture(&sha256(b"a hand"), || Ok(b"somebody else's".to_vec())),
        Attached::file("copies/picture-1.daybook", path),
    ];
    let file = sealed(&to, &about(&nadia, Why::Rescue), &lines(&changes), Some(&key), &attached);
    let reply = rescued(&amina, &file).await;
    assert_eq!((reply.changes, reply.taken, reply.pictures), (1, 1, 2), "one is not what its name says");
    assert!(missing(&ground).is_empty() && nadia.hello().await.pictures.is_empty());
    for picture in [plain, nested] {
        let name = FileName::new(ORG, amina.device, &sha256(picture)).unwrap();
        assert_eq!(ground.service().storage.read(&name).await.unwrap().as_deref(), Some(picture));
    }
    assert_eq!(rescued(&amina, &file).await.pictures, 2, "a second time changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_another_persons_device_asked_for_a_picture() {
    let ground = campaign().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let pretended = Change { device: nadia.device, ..entry(&amina, &[b"a face"]) };
    amina.push(&[pretended]).await;
    assert!(nadia.hello().await.pictures.is_empty() && missing(&ground).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_has_lost_pictures_is_asked_for_the_others_too_and_for_each_once() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let pictures: Vec<Vec<u8>> = (0..450).map(|number| format!("picture {number}").into_bytes()).collect();
    for some in pictures.chunks(150) {
        let named: Vec<&[u8]> = some.iter().map(Vec::as_slice).collect();
        nadia.push(&[entry(&nadia, &named), entry(&nadia, &named[..1])]).await;
    }
    let mut asked = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let some = nadia.hello().await.pictures;
        assert_eq!((some.len(), some.iter().collect::<std::collections::BTreeSet<_>>().len()), (200, 200));
        asked.extend(some);
        if asked.len() == 450 {
            return;
        }
    }
    panic!("only {} of 450 were ever asked for", asked.len());
}
