//! Dashboards at the service: figures that have moved by the time somebody fetches them, whole and by area, and what files define.

use crate::campaign::{campaign, visit};
use crate::ground::{Ground, Laptop, ORG, refused};
use daybook_form::{Definition as Form, Limits};
use daybook_record::dashboard::{Definition, Row};
use daybook_record::kind::Dashboard;
use daybook_record::{Change, Facts, Kind, RecordId, Scope, Verb, World as _};
use daybook_server::dashboard::{named, read, refresh, unsound, withdraw};
use daybook_server::db::Origin;
use daybook_server::people::assign_area;
use daybook_wire::code::Code;
use daybook_wire::pull::PullReply;
use serde_json::{Value, json};
use std::time::Instant;

fn nets() -> Scope {
    Scope::Dashboards("nets".into())
}

fn progress() -> Value {
    json!({"dashboards": [{"key": "progress", "title": {"en": "Progress"}, "charts": [
        {"key": "visited", "title": {"en": "Visited"}, "shown": "number", "measure": {"count": "households", "visited": true}, "target": 300},
        {"key": "nets", "title": {"en": "Nets"}, "shown": "line", "measure": {"count": "entries", "form": "visit", "sum": "nets", "by": "day"}},
        {"key": "gender", "title": {"en": "People"}, "shown": "table", "measure": {"count": "people", "by": {"answer": "gender"}}},
        {"key": "where", "title": {"en": "Where"}, "shown": "cover", "measure": {"count": "households", "form": "visit"}},
    ]}]})
}

fn definitions(file: &Value) -> Vec<Definition> {
    read(file.to_string().as_bytes()).unwrap().definitions
}

impl Ground {
    fn counts(&self, file: &Value) {
        let definitions = definitions(file);
        self.tell(|_, tx| definitions.iter().try_for_each(|each| tx.save_dashboard(ORG, "nets", each)).unwrap());
    }
}

/// The campaign, with dashboards; both areas are the northern team's.
async fn counted() -> Ground {
    let ground = campaign().await;
    ground.tell(|_, tx| assign_area(tx, ORG, "north", "hill", true).unwrap());
    ground.counts(&progress());
    ground
}

fn made(laptop: &Laptop, kind: Kind, facts: Value) -> Change {
    let mut facts = facts;
    facts["at"] = json!(laptop.world.now());
    laptop.change(kind, laptop.world.mint().into(), Verb::Create, None, facts)
}

fn household(laptop: &Laptop, area: &str) -> Change {
    made(laptop, Kind::Household, json!({"area": area, "members": 4, "latitude": 43.73, "longitude": 7.42}))
}

fn entry(laptop: &Laptop, area: &str, household: RecordId, nets: u8) -> Change {
    let said = json!({"campaign": "nets", "area": area, "form": "visit", "version": "1", "sha256": visit("1").sha256(),
        "data": {"nets": nets}, "household": household});
    made(laptop, Kind::Entry, said)
}

fn dashboards(page: &PullReply) -> Vec<Dashboard> {
    page.records.iter().map(|record| record.facts.read().unwrap()).collect()
}

/// What the chart says, of the whole campaign or of an area.
fn said<'a>(all: &'a [Dashboard], area: Option<&str>, chart: &str) -> &'a [Row] {
    let dashboard = all.iter().find(|dashboard| dashboard.area.as_deref() == area).unwrap();
    &dashboard.charts.iter().find(|each| each.definition.key == chart).unwrap().figures.rows
}

fn total(all: &[Dashboard], area: Option<&str>, chart: &str) -> Value {
    serde_json::to_value(said(all, area, chart).iter().map(|row| row.amount).sum::<daybook_record::dashboard::Amount>()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_has_moved_when_it_is_fetched_and_comes_again_only_where_it_is_another() {
    let ground = counted().await;
    let nadia = ground.sign_in("nadia").await;
    let first = nadia.pull(&nets(), None, 10).await;
    assert_eq!(first.records.len(), 3, "the campaign, and each of its two areas");
    assert_eq!(total(&dashboards(&first), None, "visited"), json!(0));
    let home = household(&nadia, "mill");
    let visits = [entry(&nadia, "mill", home.record, 2), entry(&nadia, "mill", home.record, 3)];
    nadia.push(&[vec![home.clone()], visits.to_vec()].concat()).await;
    let moved = nadia.pull(&nets(), Some(&first.cursor), 10).await;
    let all = dashboards(&moved);
    assert_eq!(all.len(), 2, "nothing was done on the hill: its figures stay as they are");
    for area in [None, Some("mill")] {
        assert_eq!((total(&all, area, "visited"), total(&all, area, "nets")), (json!(1), json!(5)));
    }
    let covered = &all[0].charts[3].figures.cells;
    assert_eq!((covered.len(), covered[0].households, covered[0].done), (1, 1, 1));
    assert_eq!(all[0].charts[0].goal, Some(300));
    assert!(!serde_json::to_string(&moved.records).unwrap().contains("7.42"), "nobody's place is in a figure");
    let still = nadia.pull(&nets(), Some(&moved.cursor), 10).await;
    assert_eq!((still.records.len(), still.digest), (0, moved.digest));
    // What is about no figure moves none, whatever number the service has come to.
    nadia.push(&[nadia.note(crate::ground::child(0), "Calm")]).await;
    assert!(nadia.pull(&nets(), Some(&still.cursor), 10).await.records.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_a_removal_and_a_move_are_followed_and_a_fresh_start_counts_the_same() {
    let mut ground = counted().await;
    let nadia = ground.sign_in("nadia").await;
    let homes: Vec<Change> = ["mill", "mill", "hill"].iter().map(|area| household(&nadia, area)).collect();
    let visits: Vec<Change> = homes.iter().map(|home| entry(&nadia, home.facts.text("area").unwrap(), home.record, 2)).collect();
    nadia.push(&[homes.clone(), visits.clone()].concat()).await;
    let all = dashboards(&nadia.pull(&nets(), None, 10).await);
    let nets_in = |all: &[Dashboard]| [None, Some("mill"), Some("hill")].map(|area| total(all, area, "nets"));
    assert_eq!(nets_in(&all), [json!(6), json!(4), json!(2)]);
    let edit = |change: &Change, verb, facts: Value| Change {
        revision: 2,
        ..nadia.change(change.kind, change.record, verb, ground.version(change.kind, change.record), facts)
    };
    let corrected = edit(&visits[0], Verb::Edit, json!({"data": {"nets": 5}}));
    let moved = edit(&visits[1], Verb::Edit, json!({"area": "hill"}));
    let removed = edit(&visits[2], Verb::Remove, json!({}));
    nadia.push(&[corrected, moved, removed]).await;
    let all = dashboards(&nadia.pull(&nets(), None, 10).await);
    assert_eq!(nets_in(&all), [json!(7), json!(5), json!(2)]);
    assert_eq!(total(&all, None, "visited"), json!(2));
    ground.stop().await;
    ground.start(|_| ()).await;
    let again = ground.sign_in("nadia").await.pull(&nets(), None, 10).await;
    assert_eq!(nets_in(&dashboards(&again)), nets_in(&all));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_area_of_the_campaign_gets_no_figures_and_what_is_withdrawn_leaves() {
    let ground = counted().await;
    let sara = ground.sign_in("sara").await;
    assert_eq!(refused(sara.pull_request(&nets(), None, 10)).await.code, Code::NotPermitted);
    let nadia = ground.sign_in("nadia").await;
    let here = nadia.pull(&nets(), None, 10).await;
    assert!(ground.tell(|ingest, tx| withdraw(tx, &ingest, ORG, "nets", "progress").unwrap()));
    let left = nadia.pull(&nets(), Some(&here.cursor), 10).await;
    assert_eq!((left.gone.len(), left.records.len(), left.digest.unwrap().count), (3, 0, 0));
    // Defined in another way it is there again, and counts what it says now.
    ground.counts(&json!({"dashboards": [{"key": "progress", "title": {"en": "P"}, "charts": [
        {"key": "homes", "title": {"en": "H"}, "shown": "number", "measure": {"count": "households"}}]}]}));
    nadia.push(&[household(&nadia, "hill")]).await;
    let all = dashboards(&nadia.pull(&nets(), Some(&left.cursor), 10).await);
    assert_eq!((total(&all, None, "homes"), total(&all, Some("hill"), "homes")), (json!(1), json!(1)));
}

fn chosen() -> Form {
    let form = json!({
        "id": "visit", "version": "2", "title": "title", "default_language": "en",
        "pages": [{"id": "only", "fields": ["slept", "head", "rows"]}],
        "fields": [
            {"id": "slept", "kind": {"type": "choice", "list": "where"}, "label": "title"},
            {"id": "head", "kind": {"type": "text"}, "label": "title"},
            {"id": "rows", "kind": {"type": "repeat", "fields": [{"id": "ill", "kind": {"type": "yes_no"}, "label": "title"}]}, "label": "title"},
        ],
        "choices": {"where": [{"value": "in", "label": "in"}, {"value": "out", "label": "out"}]},
        "messages": {"en": {"title": "Visit", "in": "Under the net", "out": "Outside"}, "pt": {"title": "Visita", "in": "Debaixo da rede"}},
    });
    Form::parse(form.to_string().as_bytes(), &Limits::default()).unwrap()
}

fn by(field: &str, form: Option<&str>) -> Vec<Definition> {
    definitions(&json!({"dashboards": [{"key": "a", "title": {"en": "A"}, "charts": [
        {"key": "c", "title": {"en": "C"}, "shown": "table", "measure": {"count": "entries", "form": form, "by": {"answer": field}}}]}]}))
}

#[test]
fn a_group_is_an_answer_that_was_chosen_and_never_one_that_was_typed() {
    let forms = [chosen()];
    for (field, form, holds) in [
        ("slept", Some("visit"), true),
        ("rows.ill", Some("visit"), true),
        ("head", Some("visit"), false),
        ("slept", None, false),
        ("nobody", Some("visit"), false),
        ("slept", Some("other"), false),
    ] {
        assert_eq!(unsound(&by(field, form), &forms).is_empty(), holds, "{field} of {form:?}");
    }
    let people = |field: &str| {
        definitions(&json!({"dashboards": [{"key": "a", "title": {"en": "A"}, "charts": [
            {"key": "c", "title": {"en": "C"}, "shown": "table", "measure": {"count": "people", "by": {"answer": field}}}]}]}))
    };
    assert!(unsound(&people("gender"), &[]).is_empty());
    assert_eq!(unsound(&people("given_name"), &[]).len(), 1);
    let named = named(by("slept", Some("visit")).remove(0), &forms);
    assert_eq!(serde_json::to_value(&named.charts[0].names["in"]).unwrap(), json!({"en": "Under the net", "pt": "Debaixo da rede"}));
    assert_eq!(named.charts[0].names["out"]["pt"], "Outside", "in the form's own language where another has no words for it");
}

#[test]
fn what_cannot_be_drawn_and_what_means_nothing_is_refused_with_its_place() {
    let chart = |chart: Value| json!({"dashboards": [{"key": "a", "title": {"en": "A"}, "charts": [chart]}]});
    let sound = json!({"key": "c", "title": {"en": "C"}, "shown": "line", "measure": {"count": "entries", "by": "day"}});
    assert!(unsound(&definitions(&chart(sound.clone())), &[]).is_empty());
    for (field, other) in [
        ("measure", json!({"count": "entries", "by": "worker"})),
        ("shown", json!("number")),
        ("shown", json!("cover")),
        ("key", json!("two words")),
        ("title", json!({"en": " "})),
        ("measure", json!({"count": "households", "visited": true, "sum": "members", "by": "day"})),
    ] {
        let mut wrong = sound.clone();
        wrong[field] = other.clone();
        let found = unsound(&definitions(&chart(wrong)), &[]);
        assert_eq!(found.len(), 1, "{field}: {other}: {found:?}");
        assert!(found[0].place.starts_with("a."), "{found:?}");
    }
    let mut slip = sound;
    slip["measure"]["sums"] = json!("nets");
    let refused = read(chart(slip).to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(refused, "dashboards[0].charts[0].measure.sums means nothing here");
    assert!(read(b"{\"forms\": []}").unwrap_err().to_string().starts_with("this is no file of dashboards"));
    assert!(read(b"{\n \"dashboards\": }").unwrap_err().to_string().starts_with("line 2, column"));
}

#[test]
fn charts_of_another_app_that_we_know_are_converted_and_the_rest_is_listed_with_its_place() {
    let chart = |name: &str, kind: &str, active: bool| json!({"name": name, "vizType": "row", "chartType": kind, "active": active});
    let file = json!({"dashboardConfig": [{"enableDashboard": true, "id": 1, "charts": [
        chart("totalHouseholdSprayed", "METRIC", true),
        chart("totalBottlesUsed", "METRIC", true),
        chart("percentTargetAchievementToday", "METRIC", true),
        chart("coverageByUser", "TABLE", true),
        chart("performanceByUser", "TABLE", false),
    ]}]});
    let read = read(file.to_string().as_bytes()).unwrap();
    let charts: Vec<&str> = read.definitions[0].charts.iter().map(|chart| chart.key.as_str()).collect();
    assert_eq!(charts, ["totalHouseholdSprayed", "coverageByUser"]);
    assert!(unsound(&read.definitions, &[]).is_empty());
    let places: Vec<&str> = read.left_out.iter().map(|left| left.place.as_str()).collect();
    assert_eq!(places, ["dashboardConfig[0].charts[1]", "dashboardConfig[0].charts[2]", "dashboardConfig[0].charts[4]"]);
    assert!(read.left_out[0].to_string().contains("totalBottlesUsed: it adds up a field"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "prints figures"]
async fn counting_three_thousand_households_and_ten_thousand_entries() {
    let ground = counted().await;
    let nadia = ground.sign_in("nadia").await;
    let sha256 = visit("1").sha256();
    let home = |n: u32| RecordId::named("home", &[&n.to_string()]);
    ground.tell(|ingest, _| {
        for n in 0..3_000_u32 {
            let facts = json!({"area": "mill", "members": 4, "latitude": 43.7 + f64::from(n) * 1e-5, "longitude": 7.4, "at": "2026-05-01T09:00:00+02:00"});
            ingest.put(Kind::Household, home(n), &Facts::of(&facts), Origin::Import).unwrap();
        }
        for n in 0..10_000_u32 {
            let facts = json!({"campaign": "nets", "area": "mill", "form": "visit", "version": "1", "sha256": sha256, "household": home(n % 3_000),
                "data": {"nets": n % 4, "who": [{"name": "Rosa"}]}, "recorded_by": format!("Worker {}", n % 40),
                "at": format!("2026-05-{:02}T09:00:00+02:00", 1 + n % 28)});
            ingest.put(Kind::Entry, RecordId::named("entry", &[&n.to_string()]), &Facts::of(&facts), Origin::Import).unwrap();
        }
    });
    for what in ["the first count, of everything", "once more, with nothing new"] {
        let started = Instant::now();
        refresh(ground.service(), ORG, "nets").await.unwrap();
        println!("{what}: {:?}", started.elapsed());
    }
    nadia.push(&(0..50).map(|n| entry(&nadia, "mill", home(n), 2)).collect::<Vec<_>>()).await;
    let started = Instant::now();
    refresh(ground.service(), ORG, "nets").await.unwrap();
    println!("with 50 entries more: {:?}", started.elapsed());
    let page = nadia.pull(&nets(), None, 10).await;
    println!("{} bytes of figures in {} records", serde_json::to_string(&page.records).unwrap().len(), page.records.len());
    let all = dashboards(&page);
    assert_eq!((total(&all, None, "visited"), total(&all, None, "nets")), (json!(3_000), json!(15_100)));
}
