//! Dashboards on the device: the service's figures, and beside them what is not sent yet.

use crate::laptop::{Laptop, card, page};
use daybook_record::dashboard::{ChartDefinition, Figures};
use daybook_record::draft::Entry;
use daybook_record::kind::{Area, Campaign, Chart, Dashboard};
use daybook_record::{Facts, Kind, Moment, Outcome, Reason, RecordId, Scope, Unit};
use daybook_store::view::{ChartView, DashboardPage};
use serde_json::{Value, json};

const ZERO: &str = "0";

fn nets() -> Scope {
    Scope::Dashboards("nets".to_owned())
}

fn area(laptop: &Laptop, key: &str) -> daybook_store::Arrived {
    let area = Area {
        key: key.to_owned(),
        campaign: "nets".to_owned(),
        name: format!("The {key}"),
        west: 7.0,
        south: 43.0,
        east: 8.0,
        north: 44.0,
        smallest_zoom: 8,
        largest_zoom: 14,
        households: None,
    };
    laptop.arrived(Kind::Area, RecordId::of_area(key), &area)
}

fn chart(key: &str, shown: &str, measure: Value, rows: Value, cells: Value) -> Chart {
    let definition: ChartDefinition =
        serde_json::from_value(json!({"key": key, "title": {"en": key}, "shown": shown, "measure": measure})).unwrap();
    let figures: Figures = serde_json::from_value(json!({"rows": rows, "cells": cells})).unwrap();
    Chart { definition, goal: None, figures }
}

/// A laptop with two areas and the dashboard of the campaign and of the mill.
fn laptop() -> Laptop {
    let laptop = Laptop::new();
    let cards = [Scope::Reference, Scope::Area("mill".into()), Scope::Area("hill".into()), nets()].map(|scope| {
        let name = scope.to_string();
        card(scope, &name)
    });
    laptop.store.assign(&cards, laptop.now()).unwrap();
    let campaign = Campaign { key: "nets".into(), name: "Nets".into(), ..Campaign::default() };
    let reference =
        vec![laptop.arrived(Kind::Campaign, RecordId::of_campaign("nets"), &campaign), area(&laptop, "mill"), area(&laptop, "hill")];
    laptop.apply(&page(Scope::Reference, reference));
    let dashboards = [None, Some("mill")].map(|of| {
        let charts = vec![
            chart("visited", "number", json!({"count": "households", "visited": true}), json!([{"key": null, "amount": 40}]), json!([])),
            chart(
                "nets",
                "line",
                json!({"count": "entries", "sum": "nets", "by": "day"}),
                json!([{"key": "2026-01-13", "amount": 90}]),
                json!([]),
            ),
            chart("area", "table", json!({"count": "households", "by": "area"}), json!([{"key": "mill", "amount": 200}]), json!([])),
            chart(
                "where",
                "cover",
                json!({"count": "households", "visited": true}),
                json!([]),
                json!([{"x": 0, "y": 0, "households": 9, "done": 4}]),
            ),
        ];
        let dashboard = Dashboard {
            campaign: "nets".into(),
            area: of.map(str::to_owned),
            key: "progress".into(),
            place: 1,
            title: [("en".to_owned(), "Progress".to_owned())].into(),
            charts,
            computed_at: Moment::parse("2026-01-14T08:00:00+00:00").unwrap(),
        };
        laptop.arrived(Kind::Dashboard, Dashboard::record("nets", of, "progress"), &dashboard)
    });
    laptop.apply(&page(nets(), dashboards.into()));
    laptop
}

fn entry(kind: Kind, record: RecordId, facts: Value) -> Entry {
    Entry { kind, record, facts: Facts::of(&facts) }
}

fn household(laptop: &Laptop, area: &str) -> RecordId {
    let id = laptop.id();
    laptop.save(&entry(Kind::Household, id, home(laptop, area)));
    id
}

fn home(laptop: &Laptop, area: &str) -> Value {
    json!({"area": area, "members": 4, "latitude": 0.0001, "longitude": 0.0001, "at": laptop.now()})
}

fn visit(laptop: &Laptop, area: &str, household: RecordId, nets: u32) -> Value {
    json!({"campaign": "nets", "area": area, "form": "visit", "version": "1", "sha256": ZERO.repeat(64), "data": {"nets": nets},
        "household": household, "at": laptop.now()})
}

fn visits(laptop: &Laptop, area: &str, household: RecordId, nets: u32) -> RecordId {
    let id = laptop.id();
    laptop.save(&entry(Kind::Entry, id, visit(laptop, area, household, nets)));
    id
}

fn shown(laptop: &Laptop, of: Option<&str>) -> DashboardPage {
    laptop.store.dashboard(Dashboard::record("nets", of, "progress")).unwrap().unwrap()
}

fn of<'a>(page: &'a DashboardPage, key: &str) -> &'a ChartView {
    page.charts.iter().find(|chart| chart.key == key).unwrap()
}

/// What each chart says is not sent yet: households visited, nets, households, and on the map how many, and how many done.
fn unsent(laptop: &Laptop, area: Option<&str>) -> Value {
    let page = shown(laptop, area);
    let cell = of(&page, "where").cells.first().unwrap();
    json!([of(&page, "visited").unsent, of(&page, "nets").unsent, of(&page, "area").unsent, cell.unsent_households, cell.unsent_done])
}

#[test]
fn what_is_not_sent_yet_stands_beside_the_figures_and_goes_when_it_is_sent() {
    let laptop = laptop();
    assert_eq!(unsent(&laptop, None), json!([0, 0, 0, 0, 0]));
    let (mill, hill) = (household(&laptop, "mill"), household(&laptop, "hill"));
    visits(&laptop, "mill", mill, 3);
    visits(&laptop, "mill", mill, 2);
    visits(&laptop, "hill", hill, 1);
    assert_eq!(unsent(&laptop, None), json!([2, 6, 2, 2, 2]));
    assert_eq!(unsent(&laptop, Some("mill")), json!([1, 5, 1, 1, 1]));
    let page = shown(&laptop, None);
    let rows = serde_json::to_value(&of(&page, "nets").rows).unwrap();
    assert_eq!(rows[0], json!({"key": "2026-01-13", "name": null, "amount": 90, "unsent": 0}));
    assert_eq!(rows[1], json!({"key": "2026-01-14", "name": null, "amount": 0, "unsent": 6}));
    assert_eq!(of(&page, "area").rows.iter().map(|row| row.name.as_deref()).collect::<Vec<_>>(), [Some("The hill"), Some("The mill")]);
    assert_eq!((of(&page, "where").cells[0].households, of(&page, "visited").total), (9, serde_json::from_value(json!(40)).unwrap()));
    laptop.send_all(&Outcome::Stored);
    assert_eq!(unsent(&laptop, None), json!([0, 0, 0, 0, 0]), "the service has it, and says so with its next figure");
}

#[test]
fn a_correction_counts_the_difference_and_whoever_was_visited_before_counts_no_more() {
    let laptop = laptop();
    let (known, id) = (laptop.id(), laptop.id());
    let there = vec![
        laptop.arrived(Kind::Household, known, &home(&laptop, "mill")),
        laptop.arrived(Kind::Entry, id, &visit(&laptop, "mill", known, 3)),
    ];
    laptop.apply(&page(Scope::Area("mill".to_owned()), there));
    visits(&laptop, "mill", known, 2);
    assert_eq!(unsent(&laptop, None), json!([0, 2, 0, 0, 0]), "she was visited already");
    laptop.save(&entry(Kind::Entry, id, visit(&laptop, "mill", known, 7)));
    assert_eq!(unsent(&laptop, None), json!([0, 6, 0, 0, 0]), "four nets more, and two");
    laptop.remove(Kind::Entry, id);
    assert_eq!(unsent(&laptop, None), json!([0, -1, 0, 0, 0]), "the later visit stands");
    laptop.save(&entry(Kind::Household, known, json!({"area": "hill", "members": 4, "at": laptop.now()})));
    assert_eq!(unsent(&laptop, Some("mill")), json!([0, -1, -1, -1, -1]), "it has moved, and nobody knows where it stands");
}

#[test]
fn what_was_sent_and_has_not_come_down_is_not_counted_twice() {
    let laptop = laptop();
    let home = household(&laptop, "mill");
    let id = visits(&laptop, "mill", home, 3);
    laptop.send_all(&Outcome::Stored);
    laptop.save(&entry(Kind::Entry, id, visit(&laptop, "mill", home, 5)));
    assert_eq!(unsent(&laptop, None), json!([0, 2, 0, 0, 0]));
}

#[test]
fn what_is_with_support_counts_nothing_until_somebody_has_decided() {
    let laptop = laptop();
    let home = household(&laptop, "mill");
    laptop.send_all(&Outcome::Stored);
    visits(&laptop, "mill", home, 3);
    laptop.send_all(&Outcome::WithSupport { ticket: "T-000001".to_owned(), reason: Reason::Invalid });
    assert_eq!(unsent(&laptop, None), json!([0, 0, 0, 0, 0]));
    visits(&laptop, "mill", home, 2);
    assert_eq!(unsent(&laptop, None), json!([1, 2, 0, 0, 1]), "for the service it is the first visit");
}

#[test]
fn the_figures_are_of_the_moment_of_the_last_fetch_and_each_says_of_what_it_is() {
    let laptop = laptop();
    let lines = laptop.store.dashboards().unwrap();
    let of: Vec<_> = lines.iter().map(|line| (line.campaign_name.as_str(), line.area_name.as_deref())).collect();
    assert_eq!(of, [("Nets", None), ("Nets", Some("The mill"))]);
    assert_eq!(shown(&laptop, None).as_of.to_string(), "2026-01-14T08:00:00+00:00");
    laptop.store.end_unit(Unit::Dashboards, None, laptop.now()).unwrap();
    assert_eq!(shown(&laptop, None).as_of, laptop.now());
    assert!(laptop.store.dashboard(laptop.id()).unwrap().is_none());
}
