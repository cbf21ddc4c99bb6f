//! The demo's organisation is believable, the same every time, and quick to make.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use daybook_record::code::{ConsentResponse, Programme, Role};
use daybook_record::kind::{self, Around, Batch, Child, Consent, Session, Vaccination};
use daybook_record::number::nhs_number;
use daybook_record::standing::{Known, Standing, standing};
use daybook_record::{Facts, Kind, RecordId, Scope};
use daybook_server::demo::{self, Demo, PASSWORD, USERS};
use daybook_server::{ActualWorld, Config, Service, auth, db};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

const ORG: &str = demo::place::ORGANISATION;

struct Place {
    service: Service,
    _folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::open(Config::for_tests(folder.path()), Arc::new(ActualWorld::default())).unwrap();
        Self { service, _folder: folder }
    }

    fn fill(&self, seed: u64, children: usize) -> demo::Filled {
        demo::fill(self.service.db.as_ref(), self.service.world.as_ref(), Demo { seed, children, households: 0, argon2_kib: 64 }).unwrap()
    }

    fn all(&self, kind: Kind) -> BTreeMap<RecordId, Facts> {
        let records = db::read(self.service.db.as_ref(), |tx| tx.records(ORG, kind)).unwrap();
        records.into_iter().map(|kept| (kept.held.record, kept.held.facts)).collect()
    }

    fn typed<T: DeserializeOwned>(&self, kind: Kind) -> Vec<(RecordId, T)> {
        self.all(kind).into_iter().map(|(id, facts)| (id, facts.read().unwrap())).collect()
    }
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_gives_others() {
    let (first, second, other) = (Place::new(), Place::new(), Place::new());
    first.fill(7, 300);
    second.fill(7, 300);
    other.fill(8, 300);
    for kind in Kind::ALL {
        assert_eq!(first.all(*kind), second.all(*kind), "{kind}");
    }
    assert_ne!(first.all(Kind::Child), other.all(Kind::Child));
    let epoch = |place: &Place| db::read(place.service.db.as_ref(), |tx| tx.organisation(ORG)).unwrap().unwrap().epoch;
    assert_ne!(epoch(&first), epoch(&second), "a device must notice that it talks to another service");
}

#[test]
fn a_second_time_changes_nothing() {
    let place = Place::new();
    place.fill(1, 200);
    let sequence = || db::read(place.service.db.as_ref(), |tx| tx.last_sequence(ORG)).unwrap();
    let before = sequence();
    let again = place.fill(1, 200);
    assert!(again.records.iter().all(|(_, tally)| tally.added == 0 && tally.changed == 0));
    assert_eq!(sequence(), before);
}

#[test]
fn four_thousand_children_stand_in_every_way_a_child_can_stand() {
    let place = Place::new();
    let begun = Instant::now();
    let filled = place.fill(1, 4_000);
    println!("4,000 children in {:?}: {:?}", begun.elapsed(), filled.records);
    let children: BTreeMap<RecordId, Child> = place.typed(Kind::Child).into_iter().collect();
    assert_eq!(children.len(), 4_000);
    let numbers: Vec<&String> = children.values().filter_map(|child| child.nhs_number.as_ref()).collect();
    assert!(numbers.iter().all(|number| number.starts_with("999") && nhs_number(number).is_some()));
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
    assert!((3_800..4_000).contains(&numbers.len()));
    let family = |part: &str| children.values().any(|child| child.family_name.contains(part));
    assert!(["'", "-", "ñ", "ś", " "].into_iter().all(family));
    assert!(children.values().any(|child| child.family_name.chars().count() > 25));

    let today = place.service.world.today();
    let of_child = |records: Vec<(RecordId, Consent)>| {
        let mut by_child: BTreeMap<RecordId, Vec<Consent>> = BTreeMap::new();
        records.into_iter().for_each(|(_, consent)| by_child.entry(consent.child).or_default().push(consent));
        by_child
    };
    let consents = of_child(place.typed(Kind::Consent));
    assert!(consents.values().flatten().any(|consent| consent.response == ConsentResponse::Refused));
    let triage: Vec<(RecordId, kind::Triage)> = place.typed(Kind::Triage);
    let history: Vec<(RecordId, Vaccination)> = place.typed(Kind::Vaccination);
    let mut seen = BTreeSet::new();
    for (id, child) in &children {
        let triage: Vec<_> = triage.iter().filter(|(_, one)| one.child == *id).map(|(_, one)| one.clone()).collect();
        let history: Vec<_> = history.iter().filter(|(_, one)| one.child == *id).map(|(_, one)| one.clone()).collect();
        let known = Known { consents: consents.get(id).map_or(&[], Vec::as_slice), triage: &triage, vaccinations: &history };
        seen.extend([Programme::Flu, Programme::Hpv].map(|programme| standing(programme, known, today)));
        assert!(child.date_of_birth < today);
    }
    let every: BTreeSet<Standing> = Standing::ALL.iter().copied().filter(|standing| *standing != Standing::NotVaccinated).collect();
    assert_eq!(seen, every, "all but what only a session brings");
}

#[test]
fn no_record_of_the_demo_breaks_a_rule() {
    let place = Place::new();
    place.fill(3, 600);
    let around = Around { today: place.service.world.today(), child: None, session: None };
    for kind in Kind::ALL {
        for (id, facts) in place.all(*kind) {
            assert_eq!(kind::faults(*kind, &facts, &around), [], "{kind} {id}");
        }
    }
}

#[test]
fn nadia_has_four_schools_two_of_them_today_and_a_batch_that_is_out_of_date() {
    let place = Place::new();
    place.fill(1, 100);
    let user = |name: &str| db::read(place.service.db.as_ref(), |tx| tx.user_named(name)).unwrap().unwrap();
    let nadia = user("nadia");
    assert!(auth::verify_password(PASSWORD, &nadia.password_hash));
    let scopes = |name: &str| db::read(place.service.db.as_ref(), |tx| tx.scopes_of(ORG, user(name).id)).unwrap();
    let schools = |name: &str| scopes(name).into_iter().filter(|scope| matches!(scope, Scope::School(_))).count();
    assert_eq!((schools("nadia"), schools("omar"), schools("ada"), schools("lena"), schools("sam")), (4, 4, 12, 12, 0));
    assert_eq!((user("sam").role, user("petra").role), (Role::Support, Role::Prescriber));
    let today = place.service.world.today();
    let sessions: Vec<(RecordId, Session)> = place.typed(Kind::Session);
    let north = |day| sessions.iter().filter(|(_, session)| session.team == "north" && session.dates == [day]).count();
    assert_eq!((north(today), north(today.succ_opt().unwrap())), (2, 2));
    let batches: Vec<(RecordId, Batch)> = place.typed(Kind::Batch);
    let north: Vec<&Batch> = batches.iter().map(|(_, batch)| batch).filter(|batch| batch.team == "north").collect();
    assert_eq!((north.iter().filter(|batch| batch.expiry < today).count(), north.iter().filter(|batch| batch.archived).count()), (1, 1));
    assert_eq!(place.all(Kind::Staff).len(), USERS.len());
}
