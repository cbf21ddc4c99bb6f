//! Ids from the pool: they come before they run out, a lost reply brings the same ones, and a temporary one is replaced by the
//! sync that sends it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use bytes::Bytes;
use daybook_record::draft::{By, IndividualDraft};
use daybook_record::kind::{Around, Identifier, Individual, POOL, TEMPORARY};
use daybook_record::unit::Priority;
use daybook_record::{ChangeId, Kind, Made, RecordId, Unit};
use daybook_sync::engine::{About, Engine};
use daybook_sync::report::Progress;
use daybook_sync::{Carrier, HttpRemote, Trouble};
use daybook_wire::session::Levers;
use desk::{Nurse, clinic};
use http::Request;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

fn nobody() -> Arc<dyn Fn(Progress) + Send + Sync> {
    Arc::new(|_| ())
}

/// A worker registers somebody without papers, and says by what she is known.
fn registers(worker: &Nurse, given_name: &str) -> (RecordId, Vec<Identifier>) {
    let record = RecordId(worker.world.mint());
    let by = By { person: worker.store.profile().person, name: "Rosa".into(), at: worker.world.now() };
    let draft = IndividualDraft {
        record,
        area: "mangueira".into(),
        household: None,
        given_name: given_name.into(),
        family_name: None,
        date_of_birth: None,
        age: Some(30),
        gender: None,
        documents: vec![],
        wants_id: true,
        head: false,
    };
    let entry = draft.into_entry(&by, None, &Around { today: by.at.date(), child: None, session: None }).unwrap();
    worker.store.register(&entry, ChangeId(worker.world.mint()), Made::now(worker.world.as_ref(), None)).unwrap();
    (record, known_by(worker, record))
}

fn known_by(worker: &Nurse, record: RecordId) -> Vec<Identifier> {
    worker.store.typed::<Individual>(Kind::Individual, record).unwrap().unwrap().identifiers
}

/// A way to the service on which the first replies that bring ids are lost: the service has given them, the device has not.
struct LosesIds(HttpRemote, AtomicU32);

#[async_trait::async_trait]
impl Carrier for LosesIds {
    async fn carry(&self, request: Request<Bytes>) -> Result<daybook_sync::carrier::Answer, Trouble> {
        let of_ids = request.uri().path().ends_with("/ids");
        let answer = self.0.carry(request).await;
        let still = |left: u32| left.checked_sub(1);
        if of_ids && self.1.fetch_update(Ordering::Relaxed, Ordering::Relaxed, still).is_ok() {
            return Err(Trouble::NoAnswer);
        }
        answer
    }

    fn set_timeout(&self, timeout: Duration) {
        Carrier::set_timeout(&self.0, timeout);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ids_come_with_the_first_sync_and_again_before_they_run_out() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    let Levers { ids_block, ids_low, .. } = Levers::default();
    assert_eq!(rosa.store.ids_left().unwrap(), ids_block);
    for _ in ids_low..=ids_block {
        assert_eq!(registers(&rosa, "Celeste").1[0].scheme, POOL);
    }
    rosa.engine.trigger(&[Unit::Ids], Priority::Soon, false).await.unwrap();
    rosa.engine.run_asked(nobody()).await.unwrap();
    assert_eq!(rosa.store.ids_left().unwrap(), ids_low - 1 + ids_block);
    rosa.engine.sync(nobody()).await.unwrap();
    assert_eq!(rosa.store.ids_left().unwrap(), ids_low - 1 + ids_block, "enough are left: nothing is asked for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_reply_brings_the_same_ids_and_none_is_left_lying() {
    let clinic = clinic();
    let rosa = Nurse::signs_in("rosa", &clinic).await;
    let about = About { app_version: "0.1.0".into(), platform: "linux".into() };
    let road = Arc::new(LosesIds(HttpRemote::new(&rosa.link.url()).unwrap(), AtomicU32::new(40)));
    let engine = Engine::new(rosa.store.clone(), road.clone(), rosa.world.clone(), about);
    engine.sync(nobody()).await.unwrap();
    assert_eq!(rosa.store.ids_left().unwrap(), 0);
    road.1.store(0, Ordering::Relaxed);
    engine.sync(nobody()).await.unwrap();
    assert_eq!(rosa.store.ids_left().unwrap(), Levers::default().ids_block);
    let tomas = Nurse::ready("tomas", &clinic).await;
    let (hers, his) = (registers(&rosa, "Celeste").1, registers(&tomas, "Olga").1);
    assert_eq!(hers[0].value, "MV-000001-B");
    assert!(his[0].value.starts_with(&format!("MV-{:06}-", Levers::default().ids_block + 1)), "his block begins where hers ends: {his:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_temporary_id_is_replaced_by_the_sync_that_sends_it_and_the_number_comes_back() {
    let clinic = clinic();
    let rosa = Nurse::ready("rosa", &clinic).await;
    for _ in 0..Levers::default().ids_block {
        registers(&rosa, "Celeste");
    }
    let (olga, known) = registers(&rosa, "Olga");
    assert_eq!(known[0].scheme, TEMPORARY);
    let sync = rosa.engine.sync(nobody()).await.unwrap();
    let account = rosa.store.account(sync).unwrap().unwrap();
    assert_eq!((account.received, account.with_support.len()), (Levers::default().ids_block + 1, 0));
    let known = known_by(&rosa, olga);
    assert_eq!((known.len(), known[0].scheme.as_str()), (1, POOL));
    let page = rosa.store.individual(olga, rosa.world.today()).unwrap().unwrap();
    let number = page.entries[0].receipt.as_ref().unwrap().registration.clone();
    assert!(number.as_ref().is_some_and(|number| number.starts_with("P-")), "{number:?}");
    assert_eq!(page.row.registration, number);
    let (_, next) = registers(&rosa, "Marta");
    assert!(next[0].scheme == POOL && next[0].value != known[0].value, "new ids came, and not hers");
}
