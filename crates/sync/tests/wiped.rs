//! A laptop that its team asks to be wiped, against a real service: what it has is handed in first, or nothing goes.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_store::view::SyncEnd;
use daybook_store::{OfflineCode, OpenError, Store, Tokens, finish_wipes, people, wipes};
use daybook_sync::{HttpRemote, Interruption, OrderKind, wipe};
use daybook_testkit::server::db::{self, DbError, OrderReport, OrderState};
use daybook_testkit::server::ingest::SERVICE_PERSON;
use daybook_testkit::server::orders;
use daybook_testkit::server::storage::FileName;
use daybook_testkit::{Clinic, Road};
use desk::{Nurse, clinic, notes_held};
use std::path::PathBuf;

/// The team asks for it.
fn asks_to_wipe(clinic: &Clinic, nurse: &Nurse) -> String {
    let (service, device) = (clinic.service(), nurse.store.profile().device);
    let org = service.organisation(None).unwrap();
    let asked = |tx: &dyn db::Tx| orders::ask(tx, &org, device, OrderKind::Wipe, SERVICE_PERSON, service.world.as_ref());
    db::write(service.db.as_ref(), asked).unwrap().id
}

/// How the order stands, and what was reported of it.
fn stands(clinic: &Clinic, order: &str) -> (OrderState, Vec<OrderReport>) {
    let org = clinic.service().organisation(None).unwrap();
    let look = |tx: &dyn db::Tx| Ok((tx.order(&org, order)?.unwrap().state, tx.reports_of(&org, order)?));
    db::read::<_, DbError>(clinic.service().db.as_ref(), look).unwrap()
}

fn places(nurse: &Nurse) -> (PathBuf, PathBuf, Tokens) {
    let folder = nurse.store.folder().to_owned();
    (folder.parent().unwrap().to_owned(), folder, nurse.store.tokens().unwrap().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_laptop_is_wiped_only_after_everything_it_had_was_handed_in_and_says_so_with_its_signature() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children()[0].id;
    assert_eq!(nurse.engine.prepare_wipe().await.unwrap(), None, "nobody asked for it");
    nurse.notes(child, "Sent by the sync");
    let order = asks_to_wipe(&clinic, &nurse);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    nurse.notes(child, "Recorded after the sync");
    let prepared = nurse.engine.prepare_wipe().await.unwrap().unwrap();
    assert_eq!(notes_held(&clinic, child).len(), 2, "the service has both before anything goes");
    let statement = wipe::statement(&prepared).unwrap();
    assert_eq!((statement.changes, statement.receipted, &statement.order), (2, 1, &order));
    assert!(statement.rescue.is_some() && statement.files.iter().any(|(name, _)| name == "daybook.db"), "{statement:?}");
    let (root, folder, mut tokens) = places(&nurse);
    let remote = HttpRemote::new(&clinic.url()).unwrap();
    assert!(wipe::report(&remote, &mut tokens, &root).await, "what still lies there is not reported as gone");
    assert_eq!(stands(&clinic, &order), (OrderState::Waiting, vec![]));

    let _disk = nurse.locks();
    daybook_store::wipe(&folder).unwrap();
    assert!(!folder.exists());
    assert!(wipe::report(&remote, &mut tokens, &root).await);
    let (state, reports) = stands(&clinic, &order);
    assert_eq!((state, reports.len(), reports[0].proven), (OrderState::Done, 1, true));
    assert_eq!(reports[0].statement, Some(prepared.statement), "word for word");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signature_that_no_sync_has_sent_reaches_the_service_before_its_laptop_is_wiped() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    let order = asks_to_wipe(&clinic, &rosa);
    assert_eq!(rosa.syncs().await.end, SyncEnd::Completed);
    let name = rosa.enters_with(b"a signature");
    rosa.link.set(Road::Cut);
    assert!(rosa.engine.prepare_wipe().await.is_err(), "nothing is wiped while it cannot be handed in");
    rosa.link.set(Road::Open);
    let prepared = rosa.engine.prepare_wipe().await.unwrap().unwrap();
    assert_eq!(wipe::statement(&prepared).unwrap().order, order);
    assert_eq!(rosa.store.attachment_that_waits().unwrap().map(|waits| waits.sha256), None);
    let org = clinic.service().organisation(None).unwrap();
    let file = FileName::new(&org, rosa.store.profile().device, &name).unwrap();
    let kept = clinic.service().storage.read(&file).await.unwrap();
    assert_eq!(kept.as_deref(), Some(b"a signature".as_slice()), "the service has it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_goes_while_handing_in_wipes_nothing_and_the_order_waits() {
    for cut in ["/v1/files", "/v1/rescue"] {
        let clinic = clinic();
        let nurse = Nurse::ready("nadia", &clinic).await;
        let (child, order) = (nurse.children()[0].id, asks_to_wipe(&clinic, &nurse));
        nurse.syncs().await;
        nurse.notes(child, "Only on this laptop");
        nurse.link.set(Road::CutAtRequest { path: cut.into(), after: 0 });
        let outcome = nurse.engine.prepare_wipe().await;
        assert!(matches!(outcome, Err(Interruption::LinkLost)), "{cut}: {outcome:?}");
        let (root, folder, _) = places(&nurse);
        assert_eq!(wipes(&root), [], "{cut}: nothing is on its way");
        assert_eq!(daybook_store::wipe(&folder).unwrap_err().kind(), std::io::ErrorKind::PermissionDenied);
        assert_eq!(stands(&clinic, &order).0, OrderState::Waiting);
        assert!(nurse.engine.is_to_be_wiped());
        nurse.notes(child, "Work goes on");

        nurse.link.set(Road::Open);
        assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
        let prepared = nurse.engine.prepare_wipe().await.unwrap().unwrap();
        let statement = wipe::statement(&prepared).unwrap();
        assert_eq!((statement.changes, statement.receipted, statement.rescue), (2, 2, None), "{cut}: the sync brought it all");
        assert_eq!(notes_held(&clinic, child).len(), 2, "{cut}: each once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_laptop_killed_between_its_statement_and_the_removal_is_wiped_at_the_next_start_and_the_next_person_tells() {
    let clinic = clinic();
    let (nadia, omar) = (Nurse::ready("nadia", &clinic).await, Nurse::ready("omar", &clinic).await);
    let order = asks_to_wipe(&clinic, &nadia);
    nadia.syncs().await;
    nadia.engine.prepare_wipe().await.unwrap().unwrap();
    let (root, folder, _) = places(&nadia);
    let disk = nadia.locks();

    assert_eq!(people(&root), [], "nobody is listed who cannot come in any more");
    let opened = Store::unlock(&folder, &OfflineCode::attempt(desk::CODE), disk.world.as_ref());
    assert!(matches!(opened.err(), Some(OpenError::BeingWiped)));
    omar.engine.report_wipes(&root).await;
    assert_eq!(stands(&clinic, &order).0, OrderState::Waiting, "not before it is true");
    assert_eq!(finish_wipes(&root).unwrap(), 1);
    assert!(!folder.exists());
    omar.link.set(Road::Cut);
    omar.engine.report_wipes(&root).await;
    assert!(!wipes(&root)[0].reported, "the statement stays until it is heard");
    omar.link.set(Road::Open);
    omar.engine.report_wipes(&root).await;
    assert!(wipes(&root)[0].reported);
    assert_eq!(stands(&clinic, &order).0, OrderState::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_the_last_sync_did_not_hear_is_not_followed() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let order = asks_to_wipe(&clinic, &nurse);
    nurse.syncs().await;
    nurse.link.set(Road::Cut);
    assert_eq!(nurse.syncs().await.end, SyncEnd::LinkLost);
    nurse.link.set(Road::Open);
    assert_eq!(nurse.engine.prepare_wipe().await.unwrap(), None, "it may have been taken back meanwhile");
    let service = clinic.service();
    let org = service.organisation(None).unwrap();
    db::write(service.db.as_ref(), |tx| orders::withdraw(tx, &org, &order, service.world.as_ref())).unwrap();
    nurse.syncs().await;
    assert_eq!(nurse.engine.prepare_wipe().await.unwrap(), None);
    assert!(!nurse.engine.is_to_be_wiped());
}
