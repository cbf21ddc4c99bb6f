//! What holds of every figure: the parts add up to the whole, in any order, and what a device adds of its own is what the service
//! says once it has it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use daybook_record::dashboard::{Amount, ChartDefinition, Figures, Part, Tally, part};
use daybook_record::{Facts, Kind, RecordId};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

type Book = BTreeMap<RecordId, (Kind, Facts)>;

fn facts(value: Value) -> Facts {
    Facts::of(&value)
}

fn chart(shown: &str, measure: Value) -> ChartDefinition {
    serde_json::from_value(json!({"key": "a", "title": {}, "shown": shown, "measure": measure})).unwrap()
}

fn charts() -> Vec<ChartDefinition> {
    vec![
        chart("number", json!({"count": "households"})),
        chart("number", json!({"count": "households", "visited": true})),
        chart("line", json!({"count": "households", "form": "nets", "by": "day"})),
        chart("bars", json!({"count": "people", "visited": true, "by": "worker"})),
        chart("line", json!({"count": "entries", "sum": "nets", "by": "day"})),
        chart("table", json!({"count": "entries", "where": [{"field": "slept", "equals": "yes"}], "by": {"answer": "wants"}})),
        chart("table", json!({"count": "people", "by": {"answer": "gender"}})),
        chart("table", json!({"count": "households", "sum": "members", "by": "area"})),
        chart("cover", json!({"count": "households", "form": "nets"})),
    ]
}

fn figures(chart: &ChartDefinition, book: &Book) -> Figures {
    let parts: Vec<(RecordId, Part)> = book.iter().map(|(id, (kind, facts))| (*id, part(chart, *kind, facts))).collect();
    let mut tally = Tally::default();
    parts.iter().for_each(|(id, part)| tally.add(*id, part));
    tally.figures()
}

/// What a device says of what it has not sent: of those records, and of whatever is about the same households and people.
fn unsent(chart: &ChartDefinition, before: &Book, after: &Book, touched: &BTreeSet<RecordId>) -> Figures {
    let about = |book: &Book, id: &RecordId| -> Vec<RecordId> {
        let Some((_, facts)) = book.get(id) else { return vec![*id] };
        [Some(*id), facts.parse("household"), facts.parse("individual")].into_iter().flatten().collect()
    };
    let theirs: BTreeSet<RecordId> = touched.iter().flat_map(|id| about(before, id).into_iter().chain(about(after, id))).collect();
    let company = |book: &Book| -> Book {
        book.iter().filter(|(id, _)| about(book, id).iter().any(|id| theirs.contains(id))).map(|(id, held)| (*id, held.clone())).collect()
    };
    figures(chart, &company(after)).minus(&figures(chart, &company(before)))
}

fn id(kind: u128, number: u8) -> RecordId {
    RecordId(Uuid::from_u128((kind << 64) | u128::from(number)))
}

fn record() -> impl Strategy<Value = (RecordId, (Kind, Facts))> {
    let (worker, area) = (prop_oneof![Just("Rosa"), Just("Tomás")], prop_oneof![Just("mill"), Just("hill")]);
    let day = (1_u8..5, 0_u8..24).prop_map(|(day, hour)| format!("2026-05-{day:02}T{hour:02}:00:00+02:00"));
    (0_u8..3, 0_u8..12, 0_u8..5, 0_u8..5, day, worker, area, 0_u8..6, any::<[bool; 3]>()).prop_map(
        |(what, number, household, person, at, worker, area, amount, [one, two, three])| {
            let (household, person) = (id(1, household), id(2, person));
            match what {
                0 => {
                    let place = one.then(|| (-15.0 + f64::from(amount) * 0.001, 39.0));
                    let said = json!({"area": area, "members": amount, "latitude": place.map(|at| at.0),
                        "longitude": place.map(|at| at.1), "at": at, "recorded_by": worker});
                    (household, (Kind::Household, facts(said)))
                }
                1 => {
                    let said = json!({"area": area, "household": household, "given_name": "A", "gender": one.then_some("female"),
                        "duplicate_of": two.then(|| id(2, 99)), "at": at, "recorded_by": worker});
                    (person, (Kind::Individual, facts(said)))
                }
                _ => {
                    let wants: Vec<&str> =
                        [(one, "rope"), (two, "net")].into_iter().filter(|(wants, _)| *wants).map(|(_, what)| what).collect();
                    let said = json!({"campaign": "c", "area": area, "form": if one { "nets" } else { "other" },
                        "household": two.then_some(household), "individual": three.then_some(person), "at": at, "recorded_by": worker,
                        "data": {"nets": f64::from(amount) / 10.0, "slept": if three { "yes" } else { "no" }, "wants": wants}});
                    (id(3, number), (Kind::Entry, facts(said)))
                }
            }
        },
    )
}

fn book() -> impl Strategy<Value = Book> {
    prop::collection::vec(record(), 0..40).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #[test]
    fn what_a_device_adds_to_the_services_figure_is_what_the_service_says_after_the_sync(
        before in book(), changed in prop::collection::vec((record(), any::<bool>()), 0..12)
    ) {
        let (mut after, mut touched) = (before.clone(), BTreeSet::new());
        for ((id, held), removed) in changed {
            touched.insert(id);
            if removed { after.remove(&id); } else { after.insert(id, held); }
        }
        for chart in charts() {
            let shown = figures(&chart, &before).plus(&unsent(&chart, &before, &after, &touched));
            prop_assert_eq!(shown, figures(&chart, &after), "{:?}", chart.measure);
        }
    }

    #[test]
    fn the_parts_of_a_figure_add_up_to_the_whole(book in book()) {
        for mut chart in charts() {
            let parts = figures(&chart, &book);
            chart.measure.by = None;
            let whole = figures(&chart, &book);
            prop_assert_eq!(parts.total(), whole.total());
            prop_assert!(whole.rows.len() <= 1);
        }
    }

    #[test]
    fn the_order_of_records_does_not_matter(all in prop::collection::vec(record(), 0..40), turn in 0_usize..40) {
        // One record each: what comes later replaces what came before.
        let mut all: Vec<_> = all.into_iter().collect::<Book>().into_iter().collect();
        let straight: Vec<_> = charts().iter().map(|chart| figures(chart, &all.iter().cloned().collect())).collect();
        let by = turn % all.len().max(1);
        all.rotate_left(by);
        all.reverse();
        for (chart, straight) in charts().iter().zip(straight) {
            let parts: Vec<(RecordId, Part)> = all.iter().map(|(id, (kind, facts))| (*id, part(chart, *kind, facts))).collect();
            let mut tally = Tally::default();
            parts.iter().for_each(|(id, part)| tally.add(*id, part));
            prop_assert_eq!(tally.figures(), straight);
        }
    }
}

#[test]
fn a_household_counts_once_on_the_day_of_its_first_visit_and_a_sum_counts_every_time() {
    let visit = |at: &str, nets: u8| {
        facts(
            json!({"form": "nets", "household": id(1, 1), "at": format!("{at}T10:00:00+02:00"), "data": {"nets": nets, "rows": [{"n": 2}, {"n": 3}]}}),
        )
    };
    let book: Book = [("2026-05-03", 2), ("2026-05-02", 3)]
        .into_iter()
        .zip(1..)
        .map(|((at, nets), n)| (id(3, n), (Kind::Entry, visit(at, nets))))
        .collect();
    let said = |measure: Value| serde_json::to_value(figures(&chart("table", measure), &book).rows).unwrap();
    assert_eq!(said(json!({"count": "households", "visited": true, "by": "day"})), json!([{"key": "2026-05-02", "amount": 1}]));
    assert_eq!(
        said(json!({"count": "entries", "sum": "nets", "by": "day"})),
        json!([{"key": "2026-05-02", "amount": 3}, {"key": "2026-05-03", "amount": 2}])
    );
    assert_eq!(said(json!({"count": "entries", "sum": "rows.n"})), json!([{"key": null, "amount": 10}]));
    assert_eq!(figures(&chart("number", json!({"count": "households", "form": "other"})), &book).total(), Amount::ZERO);
}
