//! Parts of a sync: each can come alone, one that fails does not keep the others, and what was asked for is not forgotten.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use bytes::Bytes;
use daybook_record::draft::Entry;
use daybook_record::kind::Household;
use daybook_record::unit::Priority;
use daybook_record::{ChangeId, Facts, Kind, RecordId, Scope, Unit};
use daybook_store::view::SyncEnd;
use daybook_sync::engine::{About, Engine, NotBegun};
use daybook_sync::report::{Progress, UnitState};
use daybook_sync::spare::RestPart;
use daybook_sync::{Carrier, HttpRemote, Trouble};
use daybook_testkit::Road;
use desk::{Nurse, clinic};
use http::Request;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const AREA: &str = "mangueira";

fn nobody() -> Arc<dyn Fn(Progress) + Send + Sync> {
    Arc::new(|_| ())
}

fn scopes_here(nurse: &Nurse) -> Vec<String> {
    let scopes = nurse.store.scopes().unwrap().into_iter();
    scopes.filter(|row| row.complete).map(|row| row.scope.to_string()).collect()
}

/// A worker registers a household by the well.
fn registers(nurse: &Nurse) -> RecordId {
    let household = Household {
        area: AREA.into(),
        head: Some("Celeste Example".into()),
        members: 3,
        address: Some("by the well".into()),
        latitude: None,
        longitude: None,
        accuracy: None,
        notes: None,
        at: nurse.world.now(),
        recorded_by: None,
        registration: None,
    };
    let record = RecordId(nurse.world.mint());
    let entry = Entry { kind: Kind::Household, record, facts: Facts::of(&household) };
    let made = daybook_record::Made::now(nurse.world.as_ref(), None);
    nurse.store.record(&entry, ChangeId(nurse.world.mint()), made).unwrap();
    record
}

/// A way to the service on which forms do not come down; everything else passes.
struct WithoutForms(HttpRemote);

#[async_trait::async_trait]
impl Carrier for WithoutForms {
    async fn carry(&self, request: Request<Bytes>) -> Result<daybook_sync::carrier::Answer, Trouble> {
        if String::from_utf8_lossy(request.body()).contains("forms:nets-2026") {
            return Err(Trouble::Failing { status: 503, retry_after: None });
        }
        self.0.carry(request).await
    }

    fn set_timeout(&self, timeout: Duration) {
        Carrier::set_timeout(&self.0, timeout);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_sync_of_a_worker_takes_every_part_along_and_each_says_how_it_ended() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    assert_eq!(
        scopes_here(&rosa),
        ["reference", "team:field", "area:mangueira", "forms:nets-2026", "messages:nets-2026", "dashboards:nets-2026", "contacts"]
    );
    let units = rosa.store.units().unwrap();
    assert_eq!(units.iter().map(|row| row.unit).collect::<Vec<_>>(), Unit::ALL);
    assert!(units.iter().all(|row| row.succeeded_at.is_some() && row.failure.is_none() && !row.asked), "{units:?}");
    let told = rosa.told.lock().unwrap();
    assert!(told.last().unwrap().units.iter().all(|line| line.state == UnitState::Done));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_alone_brings_what_is_its_own_and_sends_nothing() {
    let clinic = clinic();
    let rosa = Nurse::signs_in("rosa", &clinic).await;
    rosa.engine.trigger(&[Unit::Contacts], Priority::Pressed, false).await.unwrap();
    rosa.engine.run_asked(nobody()).await.unwrap();
    assert_eq!(scopes_here(&rosa), ["contacts"]);
    assert!(rosa.store.next_asked().unwrap().is_empty());
    registers(&rosa);
    assert_eq!(rosa.engine.download(Unit::ALL, nobody()).await.unwrap(), SyncEnd::Completed);
    assert_eq!(rosa.store.unsent().unwrap().changes, 1, "nothing goes up behind her back");
    let here = scopes_here(&rosa);
    assert!(
        here.contains(&"forms:nets-2026".to_owned()) && !here.contains(&"area:mangueira".to_owned()),
        "{here:?}: people come after all is sent"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_connection_it_says_so_and_nothing_is_asked_for() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    rosa.link.set(Road::Cut);
    let refused = rosa.engine.trigger(&[Unit::Forms], Priority::Pressed, false).await.unwrap_err();
    assert!(matches!(refused, NotBegun::NoConnection(_)), "{refused}");
    assert!(rosa.store.next_asked().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_more_urgent_runs_first_and_the_rest_after_it() {
    let clinic = clinic();
    let rosa = Nurse::signs_in("rosa", &clinic).await;
    rosa.engine.trigger(&[Unit::Forms, Unit::Contacts], Priority::Quiet, false).await.unwrap();
    rosa.engine.trigger(&[Unit::People, Unit::Contacts], Priority::Pressed, false).await.unwrap();
    let order: Arc<Mutex<Vec<Unit>>> = Arc::default();
    let seen = order.clone();
    let report = Arc::new(move |progress: Progress| {
        for line in progress.units.iter().filter(|line| line.state == UnitState::Done) {
            let mut seen = seen.lock().unwrap();
            if !seen.contains(&line.unit) {
                seen.push(line.unit);
            }
        }
    });
    rosa.engine.run_asked(report).await.unwrap();
    let order = order.lock().unwrap().clone();
    assert_eq!((order.len(), order[2]), (3, Unit::Forms), "{order:?}: contacts ran once, with the urgent ones");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_fails_keeps_its_error_and_what_was_recorded_is_sent_all_the_same() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    registers(&rosa);
    let about = About { app_version: "0.1.0".into(), platform: "linux".into() };
    let picky = Arc::new(WithoutForms(HttpRemote::new(&rosa.link.url()).unwrap()));
    let sync = Engine::new(rosa.store.clone(), picky, rosa.world.clone(), about).sync(nobody()).await.unwrap();
    let account = rosa.store.account(sync).unwrap().unwrap();
    assert_eq!((account.received, account.waiting), (1, 0), "what went up went up");
    assert_eq!(account.end, SyncEnd::ServiceFailing);
    let units = rosa.store.units().unwrap();
    let of = |unit| units.iter().find(|row| row.unit == unit).unwrap();
    assert_eq!(of(Unit::Forms).failure, Some(SyncEnd::ServiceFailing));
    assert!(of(Unit::Forms).succeeded_at.is_some(), "it still says when it last went well");
    assert_eq!((of(Unit::People).failure, of(Unit::Contacts).failure), (None, None));
    let area = &account.areas[0];
    assert_eq!((area.area.as_str(), area.name.as_str(), area.households, area.entries), (AREA, "Mangueira", 1, 0));
    let receipt = area.rows[0].receipt.as_ref().unwrap();
    assert!(receipt.registration.as_ref().unwrap().starts_with("H-"));
    let held: Household = rosa.store.typed(Kind::Household, area.rows[0].record).unwrap().unwrap();
    assert_eq!(held.registration, receipt.registration, "the number came down with the record too");
    assert!(rosa.store.digest(&Scope::Area(AREA.into())).unwrap().0 > 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_essentials_come_alone_and_the_rest_is_told_until_it_has_come() {
    let clinic = clinic();
    let rosa = Nurse::signs_in("rosa", &clinic).await;
    registers(&rosa);
    rosa.engine.trigger(Unit::ESSENTIAL, Priority::Pressed, false).await.unwrap();
    rosa.engine.run_asked(nobody()).await.unwrap();
    assert_eq!(rosa.store.unsent().unwrap().changes, 0, "what was recorded is sent, however little else comes");
    let here = scopes_here(&rosa);
    assert!(here.contains(&"forms:nets-2026".to_owned()) && !here.contains(&"contacts".to_owned()), "{here:?}");

    let rest = rosa.engine.rest().await.unwrap();
    let contacts = rosa.store.scopes().unwrap().into_iter().find(|row| row.scope == Scope::Contacts).unwrap().about;
    assert!(contacts > 0);
    let told = rest.parts.iter().find(|part| part.unit == Unit::Contacts);
    assert_eq!(told, Some(&RestPart { unit: Unit::Contacts, bytes: Some(contacts * 300) }));
    assert!(rest.parts.iter().all(|part| !Unit::ESSENTIAL.contains(&part.unit)));
    assert_eq!(rest.bytes, rest.parts.iter().filter_map(|part| part.bytes).sum::<u64>());
    rosa.engine.measured_round_trip(5_000);
    assert!(rosa.engine.rest().await.unwrap().seconds.is_some_and(|seconds| (5..8).contains(&seconds)), "told from what was measured");

    let others: Vec<Unit> = Unit::ALL.iter().copied().filter(|unit| !Unit::ESSENTIAL.contains(unit)).collect();
    rosa.engine.trigger(&others, Priority::Pressed, false).await.unwrap();
    rosa.engine.run_asked(nobody()).await.unwrap();
    assert_eq!(rosa.engine.rest().await.unwrap().parts, [], "nothing is left to come");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_measured_on_one_connection_says_nothing_of_the_next() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    rosa.engine.on_connection(Some(1));
    for _ in 0..200 {
        registers(&rosa);
    }
    rosa.syncs().await;
    assert!(rosa.engine.bytes_per_second().is_some(), "a batch went up");
    rosa.engine.on_connection(Some(1));
    assert!(rosa.engine.bytes_per_second().is_some(), "it is still the same");
    rosa.engine.on_connection(Some(9));
    assert_eq!(rosa.engine.bytes_per_second(), None);
}
