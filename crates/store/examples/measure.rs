//! How long the store takes: tap to disk, a page, a search, a session. Prints; asserts nothing. `cargo run -p daybook-store --example measure`

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "../tests/store/laptop.rs"]
#[allow(dead_code, reason = "only a part of it is needed here")]
mod laptop;

use daybook_record::code::Programme;
use daybook_record::{Kind, RecordId};
use daybook_store::view::ChildQuery;
use laptop::{Laptop, child, dose, hpv_session};
use serde_json::json;
use std::time::{Duration, Instant};

fn main() {
    let laptop = Laptop::new();
    let schools: Vec<String> = (0..25).map(|number| format!("{}", 100_001 + number)).collect();
    laptop.give(&schools.iter().map(String::as_str).collect::<Vec<_>>());
    let (mut children, mut sessions) = (Vec::new(), Vec::new());
    let mut pages = Times::new("apply_page of 2,000 records (400 children, 800 consents, 800 vaccinations)");
    for (place, school) in schools.iter().enumerate() {
        let session = laptop.id();
        sessions.push(session);
        laptop.arrive(school, vec![laptop.arrived(Kind::Session, session, &hpv_session(school))]);
        let mut records = Vec::new();
        for number in 0..400 {
            let id = laptop.id();
            children.push(id);
            let mut kept = child(place * 400 + number, school);
            kept.family_name = format!("{}{}", kept.family_name, SUFFIX[number % SUFFIX.len()]);
            records.push(laptop.arrived(Kind::Child, id, &kept));
            for programme in ["hpv", "flu"] {
                records.push(laptop.arrived(Kind::Consent, laptop.id(), &consent(id, programme)));
            }
            for programme in [Programme::Flu, Programme::Mmr] {
                records.push(laptop.arrived(Kind::Vaccination, laptop.id(), &dose(id, programme)));
            }
        }
        let page = laptop::page(daybook_record::Scope::School(school.clone()), records);
        pages.time(|| laptop.apply(&page));
    }
    pages.tell();
    saves(&laptop, &children);
    searches(&laptop);
    let mut opened = Times::new("session with 400 children");
    sessions.iter().for_each(|session| opened.time(|| laptop.store.session(*session, laptop.today()).unwrap()));
    opened.tell();
    let mut listed = Times::new("sessions, 25 schools of 400");
    (0..3).for_each(|_| listed.time(|| laptop.store.sessions(laptop.today()).unwrap()));
    listed.tell();
    let mut pages = Times::new("child's page, from her session");
    (0..50).for_each(|number| pages.time(|| laptop.store.child(children[number], Some(sessions[0]), laptop.today()).unwrap()));
    pages.tell();
    let size: u64 = laptop::files(&laptop.folder()).iter().map(|(_, bytes)| bytes.len() as u64).sum();
    println!("{:>8.1} MB on the disk for {} records", size as f64 / 1e6, 25 * 2_001);
}

const SUFFIX: [&str; 11] = ["", "son", "ley", "ton", "well", "man", "wood", "field", "ford", "worth", "by"];

fn consent(child: RecordId, programme: &str) -> serde_json::Value {
    let answers: Vec<_> =
        ["Asthma?", "Allergies?", "Medication?"].iter().map(|question| json!({"question": question, "yes": false})).collect();
    json!({"child": child, "programme": programme, "response": "given", "route": "website", "given_by": "Farida Begum",
           "relationship": "mother", "at": "2026-01-02T10:00:00+00:00", "health_answers": answers})
}

fn saves(laptop: &Laptop, children: &[RecordId]) {
    let mut times = Times::new("save, tap to disk");
    for child in children.iter().step_by(20) {
        let entry = laptop.vaccination(*child, daybook_record::code::VaccinationOutcome::Administered);
        times.time(|| laptop.save(&entry));
    }
    times.tell();
}

fn searches(laptop: &Laptop) {
    let mut times = Times::new("search among 10,000 children");
    for text in [
        "amina begum",
        "amnia",
        "jhon",
        "smith",
        "smith-jnes",
        "katherin wiliams",
        "ol",
        "zoe obrien",
        "999 000",
        "patelson",
        "a",
        "mohamed okonkwo",
    ] {
        let query = ChildQuery { text: text.to_owned(), ..Default::default() };
        (0..10).for_each(|_| times.time(|| laptop.store.find_children(&query, laptop.today()).unwrap()));
    }
    times.tell();
}

/// A handful of durations and what they come to.
struct Times(&'static str, Vec<Duration>);

impl Times {
    fn new(what: &'static str) -> Self {
        Self(what, Vec::new())
    }
    fn time<T>(&mut self, work: impl FnOnce() -> T) {
        let start = Instant::now();
        work();
        self.1.push(start.elapsed());
    }
    fn tell(mut self) {
        self.1.sort();
        let at = |share: f64| self.1[((self.1.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!("{:>8.1} ms p50 {:>8.1} ms p95  {}", at(0.5), at(0.95), self.0);
    }
}
