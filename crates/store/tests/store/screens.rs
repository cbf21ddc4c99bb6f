//! What the screens read.

use crate::laptop::{Laptop, OTHER_SCHOOL, SCHOOL, child, date, dose, hpv_session, location, page};
use daybook_record::code::{AttendanceStatus, ConsentResponse, ConsentRoute, Programme, VaccinationOutcome, VaccineMethod};
use daybook_record::draft::Entry;
use daybook_record::kind::{Batch, Child, Consent, HealthAnswer, Vaccination, Vaccine};
use daybook_record::standing::Standing;
use daybook_record::{Facts, Kind, Outcome, Reason, RecordId, Scope};
use daybook_store::view::{Registration, SendState};

fn consent(laptop: &Laptop, child: RecordId, asthma: bool) -> Consent {
    Consent {
        child,
        programme: Programme::Hpv,
        response: ConsentResponse::Given,
        route: ConsentRoute::Website,
        given_by: Some("Farida Begum".to_owned()),
        relationship: Some("mother".to_owned()),
        reason_for_refusal: None,
        notes: None,
        at: laptop.now(),
        withdrawn_at: None,
        notify_parents: None,
        health_answers: vec![HealthAnswer { question: "Asthma?".to_owned(), yes: asthma, notes: None }],
        recorded_by: None,
    }
}

/// Three children of year 8 with consent (the third with asthma), one of year 5, one without an answer; a session today.
fn morning() -> (Laptop, Vec<RecordId>, RecordId) {
    let (laptop, children) = Laptop::with_school(5);
    let session = laptop.id();
    laptop
        .apply(&page(Scope::Reference, vec![laptop.arrived(Kind::Location, RecordId::of_location(SCHOOL), &location(SCHOOL, "Elm Park"))]));
    let mut records = vec![laptop.arrived(Kind::Session, session, &hpv_session(SCHOOL))];
    records.push(laptop.arrived(Kind::Child, children[3], &Child { year_group: Some(5), ..child(3, SCHOOL) }));
    for (place, asthma) in [(0, false), (1, false), (2, true)] {
        records.push(laptop.arrived(Kind::Consent, laptop.id(), &consent(&laptop, children[place], asthma)));
    }
    laptop.arrive(SCHOOL, records);
    (laptop, children, session)
}

fn given_in(laptop: &Laptop, session: RecordId, child: RecordId) -> Entry {
    let vaccination = Vaccination { session: Some(session), ..dose(child, Programme::Hpv) };
    Entry { kind: Kind::Vaccination, record: laptop.id(), facts: Facts::of(&vaccination) }
}

#[test]
fn a_session_counts_its_children_as_they_stand() {
    let (laptop, children, session) = morning();
    let card = || laptop.store.sessions(laptop.today()).unwrap().remove(0);
    let before = card();
    assert_eq!((before.school.as_str(), before.today, before.children, before.ready), ("Elm Park", true, 4, 2));
    laptop.save(&given_in(&laptop, session, children[0]));
    laptop.save(&laptop.note(children[1], "calm"));
    let after = card();
    assert_eq!((after.ready, after.vaccinated_today, after.unsent), (1, 1, 2));
    laptop.send_all(&Outcome::Stored);
    assert_eq!((card().unsent, card().vaccinated_today), (0, 1));
    assert_eq!(laptop.store.session(session, laptop.today()).unwrap().unwrap().card, card());
}

#[test]
fn todays_sessions_come_first_then_those_to_come_then_those_past() {
    let (laptop, _, today) = morning();
    let on = |days: &[&str]| {
        let session = daybook_record::kind::Session { dates: days.iter().map(|day| date(day)).collect(), ..hpv_session(SCHOOL) };
        let arrived = laptop.arrived(Kind::Session, laptop.id(), &session);
        let id = arrived.id;
        laptop.arrive(SCHOOL, vec![arrived]);
        id
    };
    let (past, long_past) = (on(&["2026-01-09"]), on(&["2025-11-09"]));
    let (later, soon) = (on(&["2026-03-01"]), on(&["2026-01-15"]));
    let order: Vec<RecordId> = laptop.store.sessions(laptop.today()).unwrap().into_iter().map(|card| card.id).collect();
    assert_eq!(order, [today, soon, later, past, long_past]);
}

#[test]
fn the_rows_of_a_session_say_standing_registration_and_what_waits() {
    let (laptop, children, session) = morning();
    laptop.save(&laptop.attendance(children[0], AttendanceStatus::Attending));
    laptop.save(&laptop.attendance(children[1], AttendanceStatus::NotAttending));
    laptop.save(&laptop.attendance(children[2], AttendanceStatus::Attending));
    laptop.save(&given_in(&laptop, session, children[0]));
    let rows = laptop.store.session(session, laptop.today()).unwrap().unwrap().children;
    let row = |child: RecordId| rows.iter().find(|row| row.id == child).unwrap();
    let seen = |child: RecordId| (row(child).standings[0].standing, row(child).registration, row(child).unsent);
    assert_eq!(seen(children[0]), (Standing::Vaccinated, Registration::Completed, true));
    assert_eq!(seen(children[1]), (Standing::Ready, Registration::NotAttending, true));
    assert_eq!(seen(children[2]), (Standing::TriageNeeded, Registration::Attending, true));
    assert_eq!(seen(children[4]), (Standing::NoResponse, Registration::Unknown, false));
    let names: Vec<&str> = rows.iter().map(|row| row.given_name.as_str()).collect();
    assert_eq!(names, ["Amina", "Oliver", "Siân", "Zoë"]);
}

#[test]
fn a_childs_page_tells_how_far_each_entry_is() {
    let (laptop, children, session) = morning();
    let (given, note) = (given_in(&laptop, session, children[0]), laptop.note(children[0], "calm"));
    laptop.save(&given);
    laptop.send_all(&Outcome::Stored);
    laptop.save(&note);
    let page = |child| laptop.store.child(child, Some(session), laptop.today()).unwrap().unwrap();
    let amina = page(children[0]);
    let panel = &amina.programmes[0];
    assert_eq!((panel.programme, panel.standing, panel.next_dose), (Programme::Hpv, Standing::Vaccinated, 2));
    assert_eq!(panel.consents[0].state, SendState::Held);
    assert_eq!((panel.vaccinations[0].state, panel.vaccinations[0].ours), (SendState::Received, true));
    assert_eq!(panel.vaccinations[0].place.as_deref(), Some("Elm Park"));
    assert_eq!(amina.notes[0].state, SendState::Waiting);
    assert_eq!(amina.entries.iter().map(|entry| entry.state).collect::<Vec<_>>(), [SendState::Waiting, SendState::Received]);
    assert_eq!(amina.entries[1].detail.as_deref(), Some("administered"));
    assert_eq!(amina.session.map(|card| card.id), Some(session));
    laptop.send_all(&Outcome::WithSupport { ticket: "T-000001".to_owned(), reason: Reason::NotPermitted });
    let amina = page(children[0]);
    assert_eq!((amina.notes[0].state, amina.row.with_support), (SendState::InReview, true));
    assert_eq!(amina.entries[0].ticket.as_ref().unwrap().number, "T-000001");
    assert!(laptop.store.child(laptop.id(), None, laptop.today()).unwrap().is_none());
}

#[test]
fn a_restricted_childs_address_is_not_shown() {
    let (laptop, children, _) = morning();
    let hidden = Child { restricted: true, address: Some("1 Hidden Lane".to_owned()), ..child(0, SCHOOL) };
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, children[0], &hidden)]);
    let page = laptop.store.child(children[0], None, laptop.today()).unwrap().unwrap();
    assert_eq!((page.restricted, page.contacts), (true, None));
    assert!(laptop.store.child(children[1], None, laptop.today()).unwrap().unwrap().contacts.is_some());
}

#[test]
fn expired_and_archived_batches_are_not_offered_and_the_default_is_gone_tomorrow() {
    let laptop = Laptop::new();
    laptop.give(&[]);
    let gardasil = laptop.id();
    let vaccine: Vaccine = serde_json::from_value(serde_json::json!({
        "key": "gardasil_9", "programme": "hpv", "brand": "Gardasil 9", "manufacturer": "MSD", "method": "injection",
        "dose_ml": 0.5, "snomed": "33493111000001108",
    }))
    .unwrap();
    laptop.apply(&page(Scope::Reference, vec![laptop.arrived(Kind::Vaccine, gardasil, &vaccine)]));
    let batch = |number: &str, expiry: &str, archived| {
        let (number, expiry) = (number.to_owned(), date(expiry));
        let batch = Batch { team: "north".to_owned(), programme: Programme::Hpv, vaccine: gardasil, number, expiry, archived };
        laptop.arrived(Kind::Batch, laptop.id(), &batch)
    };
    let usable = [batch("LATE1", "2027-01-01", false), batch("SOON1", "2026-01-14", false)];
    let ids = [usable[1].id, usable[0].id];
    let mut records = usable.to_vec();
    records.extend([batch("OLD1", "2026-01-13", false), batch("USEDUP1", "2027-01-01", true)]);
    laptop.apply(&page(Scope::Team("north".to_owned()), records));
    let (hpv, today) = (Programme::Hpv, laptop.today());
    laptop.store.set_default_batch(hpv, VaccineMethod::Injection, today, Some(ids[1])).unwrap();
    let rows = laptop.store.batches(hpv, today).unwrap();
    assert_eq!(rows.iter().map(|row| (row.id, row.default_today)).collect::<Vec<_>>(), [(ids[0], false), (ids[1], true)]);
    let tomorrow = today.succ_opt().unwrap();
    assert_eq!(laptop.store.default_batch(hpv, VaccineMethod::Injection, tomorrow).unwrap(), None);
    laptop.store.set_default_batch(hpv, VaccineMethod::Injection, today, None).unwrap();
    assert_eq!(laptop.store.default_batch(hpv, VaccineMethod::Injection, today).unwrap(), None);
    assert_eq!(laptop.store.vaccines(hpv).unwrap().len(), 1);
    assert_eq!(laptop.store.vaccines(Programme::Flu).unwrap(), []);
}

#[test]
fn what_waits_is_counted_school_by_school() {
    let (laptop, children, _) = morning();
    laptop.give(&[SCHOOL, OTHER_SCHOOL]);
    let elsewhere = laptop.id();
    laptop.arrive(OTHER_SCHOOL, vec![laptop.arrived(Kind::Child, elsewhere, &child(0, OTHER_SCHOOL))]);
    laptop.save(&laptop.note(children[0], "one"));
    laptop.save(&laptop.note(children[0], "two"));
    laptop.save(&laptop.vaccination(elsewhere, VaccinationOutcome::Unwell));
    let unsent = laptop.store.unsent().unwrap();
    assert_eq!((unsent.changes, unsent.children), (3, 2));
    let schools: Vec<_> = unsent.schools.iter().map(|school| (school.name.as_str(), school.changes, school.children)).collect();
    assert_eq!(schools, [("Elm Park", 2, 1), ("School 100002", 1, 1)]);
    assert!(unsent.bytes > 0);
}
