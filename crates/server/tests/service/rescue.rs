//! Rescue files: what a device could not send is handed in by hand, once or many times, whole or broken.

use crate::ground::{Ground, Laptop, ORG, card, child, good, refusal, refused};
use daybook_record::{Change, Outcome, Reason, World as _};
use daybook_seal::{About, Attached, DeviceKey, RecoveryIdentity, RecoveryKey, Why, write};
use daybook_wire::batch;
use daybook_wire::code::Code;
use daybook_wire::push::{ReceiptsReply, ReceiptsRequest};
use daybook_wire::rescue::{RescueReply, RescueRequest};
use daybook_wire::session::{DeviceCard, HelloRequest};
use std::path::Path;

/// A laptop whose key the service knows, and the key that it seals to.
pub async fn known(ground: &Ground, name: &str, secret: u8) -> (Laptop, DeviceKey, RecoveryKey) {
    let (laptop, key) = (ground.sign_in(name).await, DeviceKey::from_secret(&[secret; 32]));
    let device = DeviceCard { key: Some(key.public()), ..card(Some(laptop.device)) };
    let hello = HelloRequest { device, unsent: 0, time: laptop.world.now(), free_bytes: None };
    let reply: daybook_wire::session::HelloReply = good(laptop.post("/v1/hello", &hello)).await;
    (laptop, key, RecoveryKey::parse(&reply.recovery.unwrap()).unwrap())
}

pub fn about(laptop: &Laptop, why: Why) -> About {
    About::new(ORG, laptop.device, laptop.user, "0.1.0", laptop.world.now(), why)
}

pub fn lines(changes: &[Change]) -> Vec<u8> {
    changes.iter().flat_map(|change| [serde_json::to_vec(change).unwrap(), b"\n".to_vec()].concat()).collect()
}

pub fn sealed(to: &RecoveryKey, about: &About, changes: &[u8], signer: Option<&DeviceKey>, attached: &[Attached<'_>]) -> Vec<u8> {
    write(Vec::new(), to, about, changes, signer, attached).unwrap()
}

async fn hand_in(laptop: &Laptop, bytes: &[u8]) -> reqwest::Response {
    let sha256 = daybook_wire::batch::sha256(bytes);
    let length = bytes.len() as u64;
    let _: daybook_wire::push::FileReply = good(laptop.put(&sha256, 0, length, bytes.to_vec())).await;
    let request = RescueRequest { file: format!("/v1/files/{sha256}"), sha256, bytes: length };
    laptop.post("/v1/rescue", &request).send().await.unwrap()
}

pub async fn rescued(laptop: &Laptop, bytes: &[u8]) -> RescueReply {
    let response = hand_in(laptop, bytes).await;
    assert!(response.status().is_success(), "{}", response.text().await.unwrap());
    response.json().await.unwrap()
}

fn counts(reply: &RescueReply) -> (u32, u32, u32, u32) {
    (reply.changes, reply.taken, reply.already, reply.with_support)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_next_person_hands_in_is_taken_as_if_its_own_device_had_sent_it() {
    let ground = Ground::new().await;
    let ((nadia, key, to), amina) = (known(&ground, "nadia", 1).await, ground.sign_in("amina").await);
    let changes = [nadia.note(child(0), "calm"), nadia.note(child(1), "asleep")];
    let file = sealed(&to, &about(&nadia, Why::Copy), &lines(&changes), Some(&key), &[]);
    let first = rescued(&amina, &file).await;
    assert_eq!(counts(&first), (2, 2, 0, 0));
    let again = rescued(&amina, &file).await;
    assert_eq!(counts(&again), (2, 0, 2, 0), "the second time everything is there already");
    assert_eq!(again.reference, first.reference);

    // The laptop comes back, and sends the same: it gets the receipts of the first time.
    let held: ReceiptsReply =
        good(nadia.post("/v1/receipts", &ReceiptsRequest { changes: changes.iter().map(|one| one.id).collect() })).await;
    let pushed = nadia.push(&changes).await;
    assert_eq!(pushed.repeated.len(), 2);
    assert_eq!(pushed.receipts, held.receipts);
    assert!(pushed.receipts.iter().all(|receipt| receipt.outcome == Outcome::Stored));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_has_signed_goes_to_support_as_unproven() {
    let ground = Ground::new().await;
    let ((nadia, _, to), (amina, other, _)) = (known(&ground, "nadia", 1).await, known(&ground, "amina", 2).await);
    let (bare, forged) = (nadia.note(child(0), "bare"), nadia.note(child(0), "forged"));
    for (change, signer) in [(&bare, None), (&forged, Some(&other))] {
        let file = sealed(&to, &about(&nadia, Why::Rescue), &lines(std::slice::from_ref(change)), signer, &[]);
        assert_eq!(counts(&rescued(&amina, &file).await), (1, 1, 0, 1));
        let pushed = nadia.push(std::slice::from_ref(change)).await;
        assert!(matches!(&pushed.receipts[0].outcome, Outcome::WithSupport { reason: Reason::Unproven, .. }), "{:?}", pushed.receipts);
    }
    // Signed by its own device, and in it a change of somebody else: judged as any change is.
    let theirs = amina.note(child(0), "not hers");
    let key = DeviceKey::from_secret(&[1; 32]);
    let file = sealed(&to, &about(&nadia, Why::Rescue), &lines(std::slice::from_ref(&theirs)), Some(&key), &[]);
    assert_eq!(counts(&rescued(&amina, &file).await), (1, 1, 0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_database_is_kept_sealed_and_the_copies_beside_it_are_taken_each_change_once() {
    let ground = Ground::new().await;
    let ((nadia, key, to), folder) = (known(&ground, "nadia", 1).await, tempfile::tempdir().unwrap());
    let changes: Vec<Change> = ["one", "two", "three"].map(|text| nadia.note(child(0), text)).into();
    let attach = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name.replace('/', "-"));
        std::fs::write(&path, bytes).unwrap();
        Attached::file(name, path)
    };
    let copy = |changes: &[Change], key| sealed(&to, &about(&nadia, Why::Copy), &lines(changes), Some(key), &[]);
    let broken = copy(&changes, &key);
    let attached = [
        attach("copies/0001.daybook", &copy(&changes[..2], &key)),
        attach("copies/0002.daybook", &copy(&changes[1..], &key)),
        attach("copies/0003.daybook", &broken[..broken.len() / 2]),
        attach("kept/daybook.db", b"not a database any more"),
        attach("kept/key.json", b"{}"),
    ];
    let mut text = b"this is no change\n".to_vec();
    text.extend(lines(&changes[2..]));
    let file = sealed(&to, &about(&nadia, Why::Damaged), &text, None, &attached);
    let reply = rescued(&nadia, &file).await;
    assert_eq!(counts(&reply), (3, 3, 0, 0), "what a signed copy has is not doubted because the parcel around it is not signed");
    assert_eq!((reply.unreadable, reply.kept_files), (1, 3));
    let tickets = || ground.tell(|_, tx| tx.tickets(ORG, true, 100).unwrap().len());
    assert_eq!(tickets(), 1);
    let again = rescued(&nadia, &file).await;
    assert_eq!((counts(&again), again.unreadable, tickets()), ((3, 0, 3, 0), 1, 1), "an unreadable line keeps its ticket");

    let at_rest = std::fs::read_dir(walk(&ground.folder.path().join("files/batches"))).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(at_rest).unwrap();
    assert!(!bytes.windows(23).any(|window| window == b"not a database any more"), "kept sealed");
    let out = folder.path().join("out");
    daybook_server::rescue::extract(ground.service(), ORG, &reply.reference, &out).await.unwrap();
    assert_eq!(std::fs::read(out.join("kept-daybook.db")).unwrap(), b"not a database any more");
    assert!(daybook_server::rescue::extract(ground.service(), ORG, &reply.reference, &out).await.is_err(), "nothing is written over");
}

fn walk(folder: &Path) -> std::path::PathBuf {
    let inner = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    if inner.is_dir() && inner.read_dir().unwrap().any(|entry| entry.unwrap().path().is_dir()) { walk(&inner) } else { inner }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_cut_short_foreign_or_no_rescue_file_leaves_nothing_behind() {
    let ground = Ground::new().await;
    let (nadia, key, to) = known(&ground, "nadia", 1).await;
    let changes: Vec<Change> = (0..200).map(|number| nadia.note(child(0), &format!("note {number}"))).collect();
    let whole = sealed(&to, &about(&nadia, Why::Rescue), &lines(&changes), Some(&key), &[]);
    let elsewhere = sealed(&RecoveryIdentity::fresh().key(), &about(&nadia, Why::Rescue), &lines(&changes), Some(&key), &[]);
    let other_org = About { organisation: "R2B".into(), ..about(&nadia, Why::Rescue) };
    let other_org = sealed(&to, &other_org, &lines(&changes), Some(&key), &[]);
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for wrong in [&whole[..whole.len() - 5], &whole[..whole.len() / 2], &whole[..40], b"hello", &elsewhere, &other_org, &changed] {
        assert_eq!(refusal(hand_in(&nadia, wrong).await).await.code, Code::NotSealedForUs);
    }
    let asked = ReceiptsRequest { changes: changes.iter().map(|one| one.id).collect() };
    let held: ReceiptsReply = good(nadia.post("/v1/receipts", &asked)).await;
    assert!(held.receipts.is_empty());
    assert!(ground.tell(|_, tx| tx.rescues(ORG, 9).unwrap().is_empty() && tx.uploads(ORG, 9).unwrap().is_empty()));
    // The bytes are not what was announced.
    let sha256 = daybook_wire::batch::sha256(b"something else");
    assert_eq!(refused(nadia.put(&sha256, 0, whole.len() as u64, whole.clone())).await.code, Code::ChecksumMismatch);
    let _: daybook_wire::push::FileReply = good(nadia.put(&batch::sha256(&whole), 0, whole.len() as u64, whole.clone())).await;
    let announced = batch::sha256(&whole);
    let request = RescueRequest { file: format!("/v1/files/{announced}"), sha256: announced, bytes: 7 };
    assert_eq!(refused(nadia.post("/v1/rescue", &request)).await.code, Code::ChecksumMismatch);
    assert_eq!(counts(&rescued(&nadia, &whole).await), (200, 200, 0, 0), "and the whole file is taken after all of that");
}
