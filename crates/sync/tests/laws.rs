//! Laws that only the whole can break: what is sent before what, what waits for what, and whose word is believed.
//! `docs/laws.md` says of each law which check fails when it is broken.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_record::receipt::receipt_code;
use daybook_record::{Moment, Outcome, Receipt, Scope, Unit};
use daybook_store::view::SyncEnd;
use daybook_sync::{HttpRemote, Remote};
use daybook_testkit::server::Config;
use daybook_testkit::{Answer, Clinic, Road};
use daybook_wire::push::{PushReply, UploadStatus};
use daybook_wire::session::{DeviceCard, HelloReply, HelloRequest, Levers};
use desk::{Nurse, clinic, clinic_with};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_is_sent_before_any_record_is_fetched() {
    let clinic = clinic();
    let (nurse, colleague) = (Nurse::ready("nadia", &clinic).await, Nurse::ready("nadia", &clinic).await);
    let child = nurse.children()[0].id;
    colleague.notes(child, "Fetched only later");
    colleague.syncs().await;
    nurse.notes(child, "Not sent yet");
    let of_schools = || -> Vec<_> {
        // What nobody records may come meanwhile: reference data, whom to ring.
        let is_recorded = |scope: &Scope| *scope != Scope::Reference && Unit::of(scope).is_recorded();
        let scopes = nurse.store.scopes().unwrap().into_iter().filter(|row| is_recorded(&row.scope));
        scopes.map(|row| (row.scope, row.cursor)).collect()
    };
    let before = of_schools();
    nurse.link.set(Road::CutAtRequest { path: "/v1/push".into(), after: 0 });
    assert_eq!(nurse.syncs().await.end, SyncEnd::LinkLost);
    assert_eq!(of_schools(), before, "records were fetched while a change waited");
    nurse.link.set(Road::Open);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    assert_ne!(of_schools(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_never_waits_for_the_network() {
    let clinic = clinic();
    let nurse = Arc::new(Nurse::ready("nadia", &clinic).await);
    let child = nurse.children()[0].id;
    for _ in 0..20 {
        nurse.notes(child, "Calm");
    }
    nurse.link.set(Road::Slow { bytes_per_second: 4_000, latency: Duration::from_millis(300) });
    let ended = Arc::new(AtomicBool::new(false));
    let saving = {
        let (nurse, ended) = (Arc::clone(&nurse), Arc::clone(&ended));
        std::thread::spawn(move || {
            let (mut longest, mut saved) = (Duration::ZERO, 0);
            while !ended.load(Ordering::SeqCst) {
                let began = Instant::now();
                nurse.notes(child, "Saved meanwhile");
                longest = longest.max(began.elapsed());
                saved += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            (longest, saved)
        })
    };
    let account = nurse.syncs().await;
    ended.store(true, Ordering::SeqCst);
    let (longest, saved) = saving.join().unwrap();
    assert_eq!(account.end, SyncEnd::Completed);
    assert!(longest < Duration::from_secs(1), "a save took {longest:?} while the network was waited for");
    assert!(saved > 20, "the sync was too short to tell anything: {saved}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_that_did_not_come_in_our_own_protocol_is_no_receipt() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let change = nurse.notes(nurse.children()[0].id, "Still here");
    let at = Moment::parse("2026-09-14T12:00:00+01:00").unwrap();
    let receipt = Receipt { code: receipt_code(9), change, revision: 1, sequence: 9, at, registration: None, outcome: Outcome::Stored };
    let reply = PushReply {
        upload: "one".into(),
        status: UploadStatus::Done,
        changes: 1,
        taken: 1,
        receipts: vec![receipt],
        repeated: vec![],
        unreadable: vec![],
    };
    // Word for word what the service might say, but as a web page: some cache or proxy says it.
    let answer = Answer::html(200, &serde_json::to_string(&reply).unwrap());
    nurse.link.set(Road::Answers { path: "/v1/push".into(), answer });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received, account.waiting), (SyncEnd::NotOurService, 0, 1));
}

/// A slip of the hand: nothing of it can be worked with.
fn senseless() -> Levers {
    Levers {
        batch_changes: 0,
        batch_bytes: 0,
        page_records: 0,
        page_bytes: 0,
        tries: 0,
        request_timeout_seconds: 0,
        probe_seconds: 0,
        snooze_minutes: vec![0, 1_000_000],
        ..Levers::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn levers_that_make_no_sense_are_held_within_bounds() {
    let clinic = clinic_with(|config| Config { levers: senseless(), ..config });
    let nurse = Nurse::ready("nadia", &clinic).await;
    assert!(!nurse.children().is_empty(), "pages of no records were asked for");
    nurse.notes(nurse.children()[0].id, "Calm");
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received), (SyncEnd::Completed, 1));
    held_within_bounds(&nurse.engine.levers());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_holds_its_levers_within_bounds_though_the_service_does_not() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    nurse.notes(nurse.children()[0].id, "Calm");
    let senseless = HelloReply { levers: senseless(), ..greeting(&nurse, &clinic).await };
    nurse.link.set(Road::Answers { path: "/v1/hello".into(), answer: Answer::ours(&senseless) });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received), (SyncEnd::Completed, 1), "nobody can work with such levers");
    held_within_bounds(&nurse.engine.levers());
}

/// What the service itself would answer.
async fn greeting(nurse: &Nurse, clinic: &Clinic) -> HelloReply {
    let id = Some(nurse.store.profile().device);
    let device = DeviceCard { id, name: "A laptop".into(), app_version: "0.1.0".into(), platform: "linux".into(), key: None };
    let request = HelloRequest { device, unsent: 1, time: nurse.world.now(), free_bytes: None };
    let tokens = nurse.store.tokens().unwrap().unwrap();
    HttpRemote::new(&clinic.url()).unwrap().hello(&tokens.access, &request).await.unwrap()
}

fn held_within_bounds(levers: &Levers) {
    assert_eq!((levers.batch_changes, levers.tries, levers.request_timeout_seconds, levers.probe_seconds), (1, 1, 2, 1));
    assert_eq!(levers.snooze_minutes, Levers::default().snooze_minutes);
    assert_eq!(levers, &levers.clone().clamped());
}
