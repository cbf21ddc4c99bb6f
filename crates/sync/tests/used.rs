//! What was used: sent last, and never in the way of what somebody recorded.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use bytes::Bytes;
use daybook_record::Unit;
use daybook_record::used::{Event, Used};
use daybook_store::view::SyncEnd;
use daybook_sync::engine::{About, Engine};
use daybook_sync::report::Progress;
use daybook_sync::{Carrier, HttpRemote, Trouble};
use desk::{Nurse, clinic, clinic_with};
use http::Request;
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn nobody() -> Arc<dyn Fn(Progress) + Send + Sync> {
    Arc::new(|_| ())
}

fn uses(nurse: &Nurse, what: Used) {
    nurse.store.note_used(Event { what, ms: 40, day: nurse.world.today() }).unwrap();
}

/// A way to the service that writes down what is asked, and on which events fail.
struct WithoutEvents(HttpRemote, Mutex<Vec<String>>);

#[async_trait::async_trait]
impl Carrier for WithoutEvents {
    async fn carry(&self, request: Request<Bytes>) -> Result<daybook_sync::carrier::Answer, Trouble> {
        let path = request.uri().path().to_owned();
        self.1.lock().unwrap().push(path.clone());
        if path.ends_with("/events") {
            return Err(Trouble::Failing { status: 503, retry_after: None });
        }
        self.0.carry(request).await
    }

    fn set_timeout(&self, timeout: Duration) {
        Carrier::set_timeout(&self.0, timeout);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_used_goes_with_a_sync_and_not_with_a_download() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    uses(&rosa, Used::OpenMap);
    rosa.engine.download(Unit::ALL, nobody()).await.unwrap();
    assert_eq!(rosa.store.usage(true).unwrap().waiting.len(), 1);
    rosa.engine.sync(nobody()).await.unwrap();
    assert!(rosa.store.usage(true).unwrap().waiting.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_the_last_thing_asked_and_its_failure_makes_no_sync_fail() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    uses(&rosa, Used::OpenMap);
    let about = About { app_version: "0.1.0".into(), platform: "linux".into() };
    let road = Arc::new(WithoutEvents(HttpRemote::new(&rosa.link.url()).unwrap(), Mutex::default()));
    let sync = Engine::new(rosa.store.clone(), road.clone(), rosa.world.clone(), about).sync(nobody()).await.unwrap();
    assert_eq!(rosa.store.account(sync).unwrap().unwrap().end, SyncEnd::Completed);
    let asked = road.1.lock().unwrap().clone();
    assert!(asked.last().unwrap().ends_with("/events"), "{asked:?}");
    assert_eq!(rosa.store.usage(true).unwrap().waiting.len(), 1, "it waits for the next one");
    let rows = rosa.store.units().unwrap();
    assert!(rows.iter().any(|row| row.unit == Unit::Analytics && row.failure.is_some()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_organisation_does_not_want_it_what_waits_is_forgotten() {
    let clinic = clinic_with(|mut config| {
        config.levers.usage_counted = false;
        config
    });
    let rosa = Nurse::signs_in("rosa", &clinic).await;
    uses(&rosa, Used::OpenMap);
    rosa.engine.sync(nobody()).await.unwrap();
    assert!(rosa.store.usage(false).unwrap().waiting.is_empty());
}
