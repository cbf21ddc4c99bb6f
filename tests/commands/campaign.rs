//! The days of a campaign, whole, through the real commands: a district goes along, people are registered and forms filled in
//! without a network, and in the evening everything goes up over a bad link.
//!
//! The map and the way come from real engines. What a person sees of it is the scenario `three_days_in_a_campaign`.
#![allow(clippy::print_stdout, reason = "says how long each part took: printed and not asserted")]

use crate::person::Person;
use daybook_testkit::map::Engines;
use daybook_testkit::server::{db, demo, ingest::Ingest};
use daybook_testkit::{Road, Wifi};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

const HOUSEHOLDS: usize = 3_000;
const DAYS: usize = 3;
/// A day's registrations: all of them, and those with an id from the pool.
const REGISTERED: [usize; DAYS] = [70, 70, 60];
const FROM_THE_POOL: [usize; DAYS] = [20, 20, 20];
/// Households that are visited in a day, and people who are referred.
const VISITS: [usize; DAYS] = [70, 70, 60];
const REFERRALS: [usize; DAYS] = [70, 70, 60];

/// Narrow and late, and one exchange in ten is reset in the middle.
const BAD: Wifi = Wifi { down: 100_000, up: 30_000, latency: Duration::from_millis(5), jitter: Duration::from_millis(40), resets: 10 };

impl Person {
    fn gets(&self, command: &str) -> Value {
        self.asks(command, json!({})).unwrap()
    }

    /// Somebody at the door, alone in her household or with those before her. Gives her record.
    fn registers(&self, household: &Value, name: &str, wants_id: bool) -> Value {
        let draft = json!({
            "record": self.gets("new_id"), "area": demo::campaign::AREA, "household": household, "given_name": name, "family_name": "Cumbe",
            "date_of_birth": null, "age": 30, "gender": "female", "documents": [], "wants_id": wants_id, "head": false,
        });
        self.asks("save_individual", json!({ "draft": draft })).unwrap()["record"].clone()
    }

    fn registers_a_household(&self, head: &str) -> Value {
        let draft = json!({
            "record": self.gets("new_id"), "area": demo::campaign::AREA, "head": head, "members": 4, "address": "by the new well",
            "latitude": -15.049, "longitude": 39.201, "accuracy": 6.0, "notes": null,
        });
        self.asks("save_household", json!({ "draft": draft })).unwrap()["record"].clone()
    }

    fn begins_about(&self, form: &str, household: &Value, individual: &Value) -> Value {
        let about = json!({ "household": household, "individual": individual, "area": null });
        self.asks("open_form", json!({ "form": form, "about": about })).unwrap()
    }

    fn writes(&self, draft: &Value, page: &str, answers: Value) {
        let change = json!({ "draft": draft, "answers": answers, "page": page, "language": "pt" });
        self.asks("save_draft", json!({ "change": change })).unwrap();
    }

    fn enters(&self, draft: &Value, page: &str, answers: Value) {
        self.writes(draft, page, answers);
        self.asks("save_entry", json!({ "draft": draft })).unwrap();
    }

    /// The chart of that name: what the service counted, and what is not in it yet.
    fn figure(&self, key: &str) -> (f64, f64) {
        let line = self.gets("dashboards")[0]["id"].clone();
        let page = self.asks("dashboard", json!({ "dashboard": line })).unwrap();
        let chart = page["charts"].as_array().unwrap().iter().find(|chart| chart["key"] == key).unwrap().clone();
        (chart["total"].as_f64().unwrap(), chart["unsent"].as_f64().unwrap())
    }
}

#[test]
fn a_district_goes_along_and_three_days_of_work_come_back_over_a_bad_link() {
    let engines = Engines::for_demo(HOUSEHOLDS).unwrap();
    let person = Person::in_a_district(HOUSEHOLDS, &engines);
    let began = Instant::now();
    person.signs_in("rosa");
    assert_eq!(person.syncs()["end"], "completed");
    println!("a district of {HOUSEHOLDS} households came down in {:.1} s", began.elapsed().as_secs_f64());
    everything_is_here(&person);
    let before = person.figure("visited");
    person.loses_the_network();

    let (person, left_open) = three_days(person);
    let waiting = person.figure("visited");
    assert_eq!((waiting.0, waiting.1), (before.0, VISITS.iter().sum::<usize>() as f64), "counted as not yet sent, and only that");
    let unsent = person.gets("status")["unsent"]["changes"].as_u64().unwrap();
    println!("{unsent} changes wait");

    syncs_over_a_bad_link(&person);
    every_entry_is_numbered(&person);
    every_day_is_told_apart(&person);
    no_id_was_used_twice(&person);
    assert_eq!(person.figure("visited"), (before.0 + waiting.1, 0.0), "the dashboard moved by what was sent");
    let open = person.asks("open_draft", json!({ "draft": left_open, "language": "pt" })).unwrap();
    let (card, answers) = (&open["card"], &open["answers"]);
    assert_eq!((&card["identity"]["version"], &card["newer"]["version"]), (&json!("1"), &json!("2")), "the draft keeps its form");
    assert_eq!(answers["outcome"], "absent");
    let forms = person.gets("forms");
    assert!(forms.as_array().unwrap().iter().any(|form| form["identity"]["id"] == "net_visit" && form["identity"]["version"] == "2"));
}

fn everything_is_here(person: &Person) {
    let everybody = json!({ "area": null, "text": "", "near": null, "to_visit": false });
    let people = person.asks("find_people", json!({ "query": everybody })).unwrap();
    assert_eq!(people["households_in_all"], HOUSEHOLDS);
    for text in ["ca", "amelia tembe"] {
        let began = Instant::now();
        let query = json!({ "area": null, "text": text, "near": null, "to_visit": false });
        assert!(person.asks("find_people", json!({ "query": query })).unwrap()["individuals"].as_array().unwrap().len() <= 100);
        println!("“{text}” found among them in {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
    }
    assert_eq!(person.gets("ids_left"), 100);
    let forms = person.gets("forms");
    assert!(forms.as_array().unwrap().len() == 2 && forms.as_array().unwrap().iter().all(|form| form["languages"] == json!(["en", "pt"])));
    assert!(person.gets("maps")[0]["map"]["tiles"].as_u64().unwrap() > 10);
    let wish = json!({ "from": null, "households": null, "back_to_start": true });
    let route = person.asks("plan_route", json!({ "area": demo::campaign::AREA, "wish": wish })).unwrap();
    assert!(route["metres"].as_f64().unwrap() > 1_000.0 && route["left_out"].as_u64().unwrap() > 1_000, "the nearest of them");
}

/// Three days from door to door, the laptop closed each night and opened on the next date. Gives the draft that stays open, too.
fn three_days(mut person: Person) -> (Person, Value) {
    let points = person.asks("map_points", json!({ "area": demo::campaign::AREA })).unwrap();
    let mut to_visit =
        points.as_array().unwrap().iter().filter(|point| point["visit"] == "waiting").map(|point| point["household"].clone());
    let mut left_open = Value::Null;
    let began = Instant::now();
    for day in 0..DAYS {
        let mut household = Value::Null;
        let mut people = Vec::new();
        for number in 0..REGISTERED[day] {
            if number % 4 == 0 {
                household = person.registers_a_household(&format!("Head {day}-{number}"));
            }
            people.push(person.registers(&household, &format!("Person {day}-{number}"), number < FROM_THE_POOL[day]));
        }
        for _ in 0..VISITS[day] {
            let draft = person.begins_about("net_visit", &to_visit.next().unwrap(), &Value::Null);
            let today = person.gets("status")["today"].clone();
            person.enters(&draft, "nets", json!({ "day": today, "outcome": "done", "sleepers": 4, "nets": 2, "hung": "all" }));
        }
        for individual in people.iter().take(REFERRALS[day]) {
            let draft = person.begins_about("referral", &Value::Null, individual);
            person.enters(&draft, "referral", json!({ "reason": "fever", "urgent": false, "facility": "post" }));
        }
        if day == 0 {
            left_open = person.begins_about("net_visit", &to_visit.next().unwrap(), &Value::Null);
            person.writes(&left_open, "visit", json!({ "outcome": "absent" }));
            newer_form_is_published(&person);
        }
        if day + 1 < DAYS {
            person = person.goes_on_tomorrow();
        }
    }
    println!("three days of registering and filling in: {:.1} s", began.elapsed().as_secs_f64());
    (person, left_open)
}

fn newer_form_is_published(person: &Person) {
    let service = person.at_the_service();
    let world = service.world.as_ref();
    let publish = |tx: &dyn db::Tx| {
        demo::campaign::publish_form(&Ingest::new(tx, demo::place::ORGANISATION, world), demo::campaign::NEWER_VISIT, world).map(drop)
    };
    db::write(service.db.as_ref(), publish).unwrap();
}

/// She presses again as long as the link breaks; what is received stays received.
fn syncs_over_a_bad_link(person: &Person) {
    person.finds_a(Road::Wifi(BAD));
    let (began, mut received) = (Instant::now(), 0);
    for press in 1..=30 {
        let account = person.syncs();
        received += account["received"].as_u64().unwrap();
        assert_eq!(account["with_support"], json!([]), "{account}");
        if account["end"] == "completed" {
            println!("{received} changes arrived over a bad link in {:.1} s, pressed {press} times", began.elapsed().as_secs_f64());
            assert_eq!(person.gets("status")["unsent"]["changes"], 0);
            return;
        }
        assert!(["link_lost", "service_failing"].contains(&account["end"].as_str().unwrap()), "{account}");
    }
    panic!("not through in thirty tries");
}

fn every_entry_is_numbered(person: &Person) {
    let about = json!({ "household": null, "individual": null, "area": null });
    let entries = person.asks("entries", json!({ "about": about })).unwrap();
    let hers: Vec<&Value> = entries.as_array().unwrap().iter().filter(|entry| !entry["state"].is_null()).collect();
    assert_eq!(hers.len(), VISITS.iter().chain(&REFERRALS).sum::<usize>());
    assert!(hers.iter().all(|entry| entry["state"] == "received" && entry["receipt"].is_string() && entry["identity"]["version"] == "1"));
    let numbers: BTreeSet<&str> = hers.iter().map(|entry| entry["registration"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), hers.len(), "each has a number of its own");
}

/// Each entry says the day on which it was made, and the service doubts none of the clocks.
fn every_day_is_told_apart(person: &Person) {
    let today = person.at_the_service().world.today();
    let expected: Vec<_> = (0..DAYS).map(|day| today - chrono::Days::new((DAYS - 1 - day) as u64)).zip(VISITS).collect();
    let service = person.at_the_service();
    let all = db::read(service.db.as_ref(), |tx| tx.records(demo::place::ORGANISATION, daybook_record::Kind::Entry)).unwrap();
    let mut days = BTreeMap::new();
    for entry in all.iter().filter_map(|kept| kept.held.facts.read::<daybook_record::kind::FormEntry>().ok()) {
        if entry.form == "net_visit" && entry.data["outcome"] == "done" && entry.data["day"].as_str() == Some(&entry.at.date().to_string())
        {
            *days.entry(entry.at.date()).or_insert(0) += 1;
        }
    }
    // What others did before she came stands before her days.
    let hers: Vec<_> = days.into_iter().filter(|(day, _)| *day >= expected[0].0).collect();
    assert_eq!(hers, expected);
}

fn no_id_was_used_twice(person: &Person) {
    let service = person.at_the_service();
    let all = db::read(service.db.as_ref(), |tx| tx.records(demo::place::ORGANISATION, daybook_record::Kind::Individual)).unwrap();
    let read = |kept: &db::Kept| kept.held.facts.read::<daybook_record::kind::Individual>().unwrap();
    let given: Vec<String> = all
        .iter()
        .flat_map(|kept| read(kept).identifiers)
        .filter(|identifier| identifier.scheme == "pool")
        .map(|identifier| identifier.value)
        .collect();
    assert_eq!(given.len(), FROM_THE_POOL.iter().sum::<usize>());
    assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len(), "no id was used twice");
}
