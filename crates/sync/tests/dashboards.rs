//! Dashboards: a figure that has moved by the end of the sync that sent what it counts, and nothing left beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_record::code::Gender;
use daybook_record::dashboard::Amount;
use daybook_record::draft::Entry;
use daybook_record::kind::{Dashboard, Individual};
use daybook_record::unit::Priority;
use daybook_record::{ChangeId, Facts, Kind, Made, RecordId, Unit};
use daybook_store::view::{ChartView, PeopleQuery};
use daybook_sync::report::Progress;
use desk::{Nurse, clinic};
use std::collections::BTreeMap;
use std::sync::Arc;

fn nobody() -> Arc<dyn Fn(Progress) + Send + Sync> {
    Arc::new(|_| ())
}

fn people(worker: &Nurse) -> ChartView {
    let page = worker.store.dashboard(Dashboard::record("nets-2026", None, "progress")).unwrap().unwrap();
    page.charts.into_iter().find(|chart| chart.key == "people").unwrap()
}

/// By group: what the service has counted, and what is on top of it.
fn rows(chart: &ChartView) -> BTreeMap<Option<String>, (Amount, Amount)> {
    chart.rows.iter().map(|row| (row.key.clone(), (row.amount, row.unsent))).collect()
}

fn somebody(worker: &Nurse, gender: Gender) -> Individual {
    let facts = serde_json::json!({"area": "mangueira", "given_name": "Olga", "gender": gender, "at": worker.world.now()});
    serde_json::from_value(facts).unwrap()
}

fn keeps(worker: &Nurse, record: RecordId, person: &Individual) {
    let entry = Entry { kind: Kind::Individual, record, facts: Facts::of(person) };
    worker.store.record(&entry, ChangeId(worker.world.mint()), Made::now(worker.world.as_ref(), None)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_figure_moves_with_the_sync_and_what_was_not_sent_yet_is_none_after_it() {
    let clinic = clinic();
    let (rosa, tomas) = (Nurse::ready("rosa", &clinic).await, Nurse::ready("tomas", &clinic).await);
    let before = people(&rosa);
    assert!(before.total > Amount::ZERO && before.unsent.is_zero());
    for _ in 0..3 {
        keeps(&rosa, RecordId(rosa.world.mint()), &somebody(&rosa, Gender::Female));
    }
    let query = PeopleQuery { text: "a".into(), ..PeopleQuery::default() };
    let known = rosa.store.find_people(&query, rosa.world.today()).unwrap().individuals;
    let (corrected, removed) = (known[0].id, known[1].id);
    let she = rosa.store.typed::<Individual>(Kind::Individual, corrected).unwrap().unwrap();
    keeps(&rosa, corrected, &Individual { gender: Some(Gender::NotSpecified), ..she });
    rosa.store.remove(Kind::Individual, removed, ChangeId(rosa.world.mint()), Made::now(rosa.world.as_ref(), None)).unwrap();
    let waiting = people(&rosa);
    assert_eq!((waiting.total, waiting.unsent), (before.total, Amount::whole(2)));
    rosa.engine.sync(nobody()).await.unwrap();
    let after = people(&rosa);
    assert_eq!((after.total, after.unsent), (before.total.plus(Amount::whole(2)), Amount::ZERO));
    let expected = rows(&waiting).into_iter().map(|(key, (amount, unsent))| (key, (amount.plus(unsent), Amount::ZERO)));
    assert_eq!(rows(&after), expected.filter(|(_, (amount, _))| !amount.is_zero()).collect());
    // Alone it comes alone, and brings what somebody else has sent.
    keeps(&tomas, RecordId(tomas.world.mint()), &somebody(&tomas, Gender::Male));
    tomas.engine.trigger(&[Unit::Dashboards], Priority::Pressed, false).await.unwrap();
    tomas.engine.run_asked(nobody()).await.unwrap();
    let his = people(&tomas);
    assert_eq!((his.total, his.unsent), (after.total, Amount::ONE), "nothing of his went up");
}
