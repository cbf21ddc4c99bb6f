//! What reaches the service by another way than an ordinary sync: from a device that is blocked, from a colleague who hands
//! in what she cannot read, from a folder whose code is forgotten. And what a team asks of a device.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_record::{Outcome, Reason, Unit};
use daybook_store::view::SyncEnd;
use daybook_store::{Hardness, OfflineCode, Store, latest_copy, people, sealed_key, to_hand_in};
use daybook_sync::release::{self, Answer};
use daybook_sync::{HttpRemote, Order, OrderKind, Remote as _, hand_in};
use daybook_testkit::server::db::{self, DbError, Device, OrderState};
use daybook_testkit::server::ingest::SERVICE_PERSON;
use daybook_testkit::server::release::{Decision, decide};
use daybook_testkit::server::storage::FileName;
use daybook_testkit::server::{demo, orders, picture};
use daybook_testkit::{Clinic, Road};
use desk::{Nurse, clinic, notes_held};
use std::sync::Arc;

/// Blocks a device, or lets it in again.
fn block(clinic: &Clinic, nurse: &Nurse, blocked: bool) {
    let (org, id) = (clinic.service().organisation(None).unwrap(), nurse.store.profile().device);
    let save = |tx: &dyn db::Tx| {
        let device = tx.device(&org, id)?.unwrap();
        tx.save_device(&org, &Device { blocked, ..device })
    };
    db::write::<_, DbError>(clinic.service().db.as_ref(), save).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocked_device_hands_in_what_it_has_and_support_looks_at_it() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children()[0].id;
    let change = nurse.notes(child, "Written before anybody said that it is blocked");
    block(&clinic, &nurse, true);
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.total, account.waiting), (SyncEnd::DeviceBlocked, 1, 0));
    assert_eq!(nurse.store.unsent().unwrap().changes, 0);
    let receipt = nurse.store.receipts().unwrap().into_iter().find(|receipt| receipt.change == change).unwrap();
    assert!(matches!(receipt.outcome, Outcome::WithSupport { reason: Reason::DeviceBlocked, .. }), "{:?}", receipt.outcome);
    assert!(notes_held(&clinic, child).is_empty(), "nothing of it stands in the record until support has looked");
    assert_eq!(nurse.syncs().await.end, SyncEnd::DeviceBlocked, "with nothing to send it is blocked all the same");
    block(&clinic, &nurse, false);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocked_device_hears_that_it_is_to_be_wiped() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let (service, device) = (clinic.service(), nurse.store.profile().device);
    let org = service.organisation(None).unwrap();
    block(&clinic, &nurse, true);
    assert_eq!((nurse.syncs().await.end, nurse.engine.orders()), (SyncEnd::DeviceBlocked, vec![]));
    let ask = |what| db::write(service.db.as_ref(), |tx| orders::ask(tx, &org, device, what, SERVICE_PERSON, service.world.as_ref()));
    let (wipe, lock) = (ask(OrderKind::Wipe).unwrap(), ask(OrderKind::Lock).unwrap());
    assert_eq!(nurse.syncs().await.end, SyncEnd::DeviceBlocked);
    let heard = nurse.engine.orders();
    assert!(heard.contains(&Order { id: wipe.id, what: OrderKind::Wipe }) && heard.len() == 2, "{heard:?}");
    let kept = db::read::<_, DbError>(service.db.as_ref(), |tx| Ok(tx.order(&org, &lock.id)?.unwrap())).unwrap();
    assert_eq!(kept.state, OrderState::Done, "that it locks is reported");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleague_hands_in_a_sealed_copy_and_its_author_gets_the_same_receipts() {
    let clinic = clinic();
    let (nadia, omar) = (Nurse::ready("nadia", &clinic).await, Nurse::ready("omar", &clinic).await);
    let child = nadia.children()[0].id;
    nadia.link.set(Road::Cut);
    let change = nadia.notes(child, "Only in Nadia's copy");
    assert_eq!(nadia.store.keep_copy("0.1.0", nadia.world.as_ref()).unwrap().changes, 1);
    let copy = latest_copy(nadia.store.folder()).unwrap();

    let remote = HttpRemote::new(&clinic.url()).unwrap();
    let access = omar.store.tokens().unwrap().unwrap().access.clone();
    let first = hand_in::parcel(&remote, &access, &copy).await.unwrap();
    assert_eq!((first.changes, first.taken, first.already, first.with_support), (1, 1, 0, 0));
    let second = hand_in::parcel(&remote, &access, &copy).await.unwrap();
    assert_eq!((second.changes, second.taken, second.already), (1, 0, 1), "handed in twice, taken once");
    assert!(copy.exists(), "the file stays where it is");
    assert_eq!(notes_held(&clinic, child), ["Only in Nadia's copy"]);

    nadia.link.set(Road::Open);
    let account = nadia.syncs().await;
    assert_eq!((account.end, account.received, account.waiting), (SyncEnd::Completed, 1, 0));
    let receipt = nadia.store.receipts().unwrap().into_iter().find(|receipt| receipt.change == change).unwrap();
    assert_eq!(receipt.outcome, Outcome::Stored);
    assert_eq!(notes_held(&clinic, child), ["Only in Nadia's copy"], "once and only once");
}

/// What the service has of a picture that this device handed in.
async fn held(clinic: &Clinic, nurse: &Nurse, picture: &str) -> Option<Vec<u8>> {
    let org = clinic.service().organisation(None).unwrap();
    let name = FileName::new(&org, nurse.store.profile().device, picture).unwrap();
    clinic.service().storage.read(&name).await.unwrap().map(|bytes| bytes.to_vec())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_the_service_has_lost_is_handed_in_again_by_the_next_sync_and_by_nothing_else() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    let picture = rosa.enters_with(b"a signature");
    assert_eq!(rosa.syncs().await.end, SyncEnd::Completed);
    assert_eq!(held(&clinic, &rosa, &picture).await.as_deref(), Some(b"a signature".as_slice()));
    let org = clinic.service().organisation(None).unwrap();
    let name = FileName::new(&org, rosa.store.profile().device, &picture).unwrap();
    clinic.service().storage.forget(&name).await.unwrap();
    assert_eq!(picture::check(clinic.service(), &org).await.unwrap().lost, 1);

    rosa.engine.download(Unit::ALL, Arc::new(|_| ())).await.unwrap();
    assert_eq!(held(&clinic, &rosa, &picture).await, None, "nothing goes up behind her back");
    assert_eq!(rosa.syncs().await.end, SyncEnd::Completed);
    assert_eq!(held(&clinic, &rosa, &picture).await.as_deref(), Some(b"a signature".as_slice()));
    assert_eq!(picture::check(clinic.service(), &org).await.unwrap().sound, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleague_hands_in_the_pictures_with_the_copy_and_none_is_asked_for_afterwards() {
    let clinic = clinic();
    let (rosa, omar) = (Nurse::ready("rosa", &clinic).await, Nurse::ready("omar", &clinic).await);
    let picture = rosa.enters_with(b"a signature");
    rosa.store.keep_copy("0.1.0", rosa.world.as_ref()).unwrap();
    let files = to_hand_in(rosa.store.folder());
    let remote = HttpRemote::new(&clinic.url()).unwrap();
    let access = omar.store.tokens().unwrap().unwrap().access.clone();
    let (mut taken, mut pictures) = (0, 0);
    for file in &files {
        let reply = hand_in::parcel(&remote, &access, file).await.unwrap();
        (taken, pictures) = (taken + reply.taken, pictures + reply.pictures);
    }
    assert_eq!((files.len(), taken, pictures), (2, 1, 1));
    assert_eq!(held(&clinic, &omar, &picture).await.as_deref(), Some(b"a signature".as_slice()));
    let org = clinic.service().organisation(None).unwrap();
    let missing = db::read(clinic.service().db.as_ref(), |tx| tx.missing_pictures(&org, 9)).unwrap();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_of_a_picture_that_was_spoilt_on_its_way_is_sent_anew() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    let picture = rosa.enters_with(b"a signature");
    let access = rosa.store.tokens().unwrap().unwrap().access.clone();
    let remote = HttpRemote::new(&clinic.url()).unwrap();
    // The first seven bytes, of which one is wrong, as a link that then went away left them.
    let org = clinic.service().organisation(None).unwrap();
    let name = FileName::new(&org, rosa.store.profile().device, &picture).unwrap();
    let part = futures::stream::iter([Ok::<_, std::io::Error>("a zigna".into())]);
    assert_eq!(clinic.service().storage.hand_in(&name, 0, 11, part).await.unwrap(), 7);
    assert_eq!(remote.file_offset(&access, &picture).await.unwrap(), 7);
    assert_eq!(rosa.syncs().await.end, SyncEnd::Completed);
    assert_eq!(held(&clinic, &rosa, &picture).await.as_deref(), Some(b"a signature".as_slice()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_code_is_released_by_support_and_nothing_is_lost() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children()[0].id;
    nurse.notes(child, "Written with the code that is forgotten");
    let (folder, device, username) =
        (nurse.store.folder().to_owned(), nurse.store.profile().device, nurse.store.profile().username.clone());
    let locked = nurse.locks();
    assert!(people(folder.parent().unwrap())[0].can_be_released);

    let remote = HttpRemote::new(&clinic.url()).unwrap();
    let key = sealed_key(&folder).expect("the first greeting brings the recovery key");
    assert!(release::begin(&remote, device, &key, &username, "not her password").await.is_err());
    let asked = release::begin(&remote, device, &key, &username, demo::PASSWORD).await.unwrap();
    assert!(matches!(release::poll(&remote, &asked).await.unwrap(), Answer::Waiting));
    let service = clinic.service();
    let org = service.organisation(None).unwrap();
    let identity = service.recovery.of(&org, service.world.as_ref()).unwrap();
    db::write::<_, daybook_testkit::server::release::Undecided>(service.db.as_ref(), |tx| {
        let waiting = tx.releases(&org, 10)?;
        assert_eq!(waiting[0].words, asked.words, "both sides read the same words");
        let decision = Decision { release: true, by: SERVICE_PERSON, note: "Rang her on her work number" };
        decide(tx, &identity, &org, &waiting[0].id, &decision, service.world.as_ref())
    })
    .unwrap();
    let Answer::Key(key) = release::poll(&remote, &asked).await.unwrap() else { panic!("it was released") };
    let new = OfflineCode::attempt("orbit cactus lemon river sadness");
    let store = Store::unlock_released(&folder, &key, &new, Hardness::for_tests(), locked.world.as_ref()).unwrap();
    assert_eq!(store.unsent().unwrap().changes, 1);
    drop(store);
    assert!(Store::unlock(&folder, &OfflineCode::attempt(desk::CODE), locked.world.as_ref()).is_err(), "the old code opens nothing");
    assert!(Store::unlock(&folder, &new, locked.world.as_ref()).is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_to_lock_is_picked_up_and_reported() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    assert_eq!(nurse.engine.orders(), []);
    let (service, device) = (clinic.service(), nurse.store.profile().device);
    let org = service.organisation(None).unwrap();
    let asked = db::write(service.db.as_ref(), |tx| orders::ask(tx, &org, device, OrderKind::Lock, SERVICE_PERSON, service.world.as_ref()));
    let asked = asked.unwrap();
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    assert_eq!(nurse.engine.orders(), [Order { id: asked.id.clone(), what: OrderKind::Lock }]);
    let kept = db::read::<_, DbError>(service.db.as_ref(), |tx| Ok(tx.order(&org, &asked.id)?.unwrap())).unwrap();
    assert_eq!(kept.state, OrderState::Done);
    nurse.syncs().await;
    assert_eq!(nurse.engine.orders(), [], "it is asked once");
}
