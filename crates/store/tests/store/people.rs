//! Households and people of a campaign on the device: found, not registered twice, corrected, moved.

use crate::laptop::{Laptop, card, page};
use daybook_record::draft::{By, Entry, Home, HouseholdDraft, IndividualDraft};
use daybook_record::kind::{Around, Campaign, Household, Identifier, Individual, POOL, TEMPORARY};
use daybook_record::{Facts, Kind, Outcome, Reason, RecordId, Scope};
use daybook_store::map::Visit;
use daybook_store::view::{Near, PeopleQuery, SimilarBecause, SimilarQuery};
use proptest::prelude::*;
use uuid::Uuid;

/// A laptop in a campaign with two areas.
pub fn laptop() -> Laptop {
    let laptop = Laptop::new();
    let area = |key: &str, name| card(Scope::Area(key.to_owned()), name);
    laptop
        .store
        .assign(&[card(Scope::Reference, "Reference"), area("mill", "Mill valley"), area("hill", "The hill")], laptop.now())
        .unwrap();
    laptop
}

fn by(laptop: &Laptop) -> By {
    By { person: laptop.store.profile().person, name: "Nadia Okafor".to_owned(), at: laptop.now() }
}

fn household(laptop: &Laptop, area: &str, head: &str, address: &str, at: Option<(f64, f64)>) -> Entry {
    let draft = HouseholdDraft {
        record: laptop.id(),
        area: area.to_owned(),
        head: Some(head.to_owned()),
        members: 4,
        address: Some(address.to_owned()),
        latitude: at.map(|(latitude, _)| latitude),
        longitude: at.map(|(_, longitude)| longitude),
        accuracy: None,
        notes: None,
    };
    draft.into_entry(&by(laptop), None, &around(laptop)).unwrap()
}

fn around(laptop: &Laptop) -> Around<'static> {
    Around { today: laptop.today(), child: None, session: None }
}

pub fn draft(laptop: &Laptop, home: Option<RecordId>, given: &str, family: &str, age: u32) -> IndividualDraft {
    IndividualDraft {
        record: laptop.id(),
        area: "mill".to_owned(),
        household: home,
        given_name: given.to_owned(),
        family_name: Some(family.to_owned()),
        date_of_birth: None,
        age: Some(age),
        gender: None,
        documents: Vec::new(),
        wants_id: false,
        head: false,
    }
}

fn register(laptop: &Laptop, draft: IndividualDraft) -> RecordId {
    let record = draft.record;
    let entry = draft.into_entry(&by(laptop), None, &around(laptop)).unwrap();
    laptop.store.register(&entry, laptop.change_id(), laptop.made()).unwrap();
    record
}

fn read<T: serde::de::DeserializeOwned>(laptop: &Laptop, kind: Kind, id: RecordId) -> T {
    laptop.store.typed(kind, id).unwrap().unwrap()
}

fn names(laptop: &Laptop, text: &str, area: Option<&str>) -> Vec<String> {
    let query = PeopleQuery { text: text.to_owned(), area: area.map(str::to_owned), ..Default::default() };
    let found = laptop.store.find_people(&query, laptop.today()).unwrap();
    let households = found.households.into_iter().map(|row| row.head.unwrap_or_default());
    households.chain(found.individuals.into_iter().map(|row| row.given_name)).collect()
}

fn ids(laptop: &Laptop, values: &[&str]) {
    let request = laptop.store.ids_request(Uuid::from_u128(1)).unwrap();
    laptop.store.keep_ids(request, &values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>(), laptop.now()).unwrap();
}

#[test]
fn people_and_households_are_found_with_typing_errors_by_address_and_by_any_number() {
    let laptop = laptop();
    let home = household(&laptop, "mill", "Rosa Ndiaye", "Blue door, by the well", None);
    laptop.save(&home);
    let passport = Identifier { scheme: "passport".to_owned(), value: "AB 12-77".to_owned() };
    register(&laptop, IndividualDraft { documents: vec![passport], ..draft(&laptop, Some(home.record), "María", "Ndiaye", 36) });
    for (text, who) in [
        ("rosa", vec!["Rosa Ndiaye"]),
        ("rsoa ndiya", vec!["Rosa Ndiaye"]),
        ("by the wel", vec!["Rosa Ndiaye"]),
        ("maria", vec!["María"]),
        ("mraia ndiaye", vec!["María"]),
        ("ab1277", vec!["María"]),
        ("B 12 77", vec!["María"]),
        ("xqzt", vec![]),
    ] {
        assert_eq!(names(&laptop, text, None), who, "{text}");
        assert_eq!(names(&laptop, text, Some("mill")), who, "{text} in the mill");
        assert_eq!(names(&laptop, text, Some("hill")), Vec::<String>::new(), "{text} on the hill");
    }
    assert_eq!(names(&laptop, "m", None), ["María"], "one letter is a beginning");
    for odd in ["\"", "' OR 1", "*", "%", "_", "NEAR(", "12%", "||", "é"] {
        names(&laptop, odd, None);
    }
}

#[test]
fn a_new_name_is_found_and_the_old_one_is_not_whoever_gave_it() {
    let laptop = laptop();
    let maria = register(&laptop, draft(&laptop, None, "Maria", "Ndiaye", 36));
    let held: Individual = read(&laptop, Kind::Individual, maria);
    let corrected = IndividualDraft { record: maria, ..draft(&laptop, None, "Marta", "Ndiaye", 36) };
    laptop.save(&corrected.into_entry(&by(&laptop), Some(&held), &around(&laptop)).unwrap());
    assert_eq!((names(&laptop, "marta", None).len(), names(&laptop, "maria", None).len()), (1, 1), "one letter is a slip");
    let theirs = Individual { given_name: "Josephine".to_owned(), registration: Some("P-4K7Q-9ZD".to_owned()), ..held };
    laptop.send_all(&Outcome::Stored);
    laptop.apply(&page(Scope::Area("mill".to_owned()), vec![laptop.arrived(Kind::Individual, maria, &theirs)]));
    assert_eq!((names(&laptop, "josephine", None).len(), names(&laptop, "marta", None).len()), (1, 0));
    assert_eq!(names(&laptop, "p-4k7q", None), ["Josephine"], "by the number that the service gave");
    laptop.remove(Kind::Individual, maria);
    assert_eq!(names(&laptop, "josephine", None).len(), 0);
}

#[test]
fn what_support_gave_back_is_found_by_its_old_name() {
    let laptop = laptop();
    let held = Individual {
        registration: None,
        ..serde_json::from_value(serde_json::json!({
            "area": "mill", "given_name": "Josephine", "at": laptop.now(),
        }))
        .unwrap()
    };
    let id = laptop.id();
    laptop.apply(&page(Scope::Area("mill".to_owned()), vec![laptop.arrived(Kind::Individual, id, &held)]));
    let corrected = IndividualDraft { record: id, ..draft(&laptop, None, "Bertha", "", 3) };
    let change = laptop.save(&corrected.into_entry(&by(&laptop), Some(&held), &around(&laptop)).unwrap());
    let number = "T-000001".to_owned();
    laptop.send_all(&Outcome::WithSupport { ticket: number.clone(), reason: Reason::Conflict });
    assert_eq!(names(&laptop, "bertha", None).len(), 1);
    let ticket = serde_json::json!({
        "number": number, "change": change, "verb": "edit", "about": "individual", "record": id, "child": null, "reason": "conflict",
        "fields": [], "state": "kept_service", "opened_at": laptop.now(),
    });
    laptop.apply(&page(Scope::Area("mill".to_owned()), vec![laptop.arrived(Kind::Ticket, laptop.id(), &ticket)]));
    assert_eq!((names(&laptop, "josephine", None).len(), names(&laptop, "bertha", None).len()), (1, 0));
}

#[test]
fn the_nearest_household_comes_first_and_says_how_far_it_is() {
    let laptop = laptop();
    for (head, at) in [("Far", Some((43.75, 7.40))), ("Near", Some((43.731, 7.40))), ("Here", Some((43.73, 7.40))), ("Nowhere", None)] {
        laptop.save(&household(&laptop, "mill", head, "", at));
    }
    let query = PeopleQuery { near: Some(Near { latitude: 43.73, longitude: 7.40 }), ..Default::default() };
    let found = laptop.store.find_people(&query, laptop.today()).unwrap();
    let said: Vec<_> = found.households.iter().map(|row| (row.head.as_deref().unwrap(), row.metres.unwrap())).collect();
    assert_eq!(said, [("Here", 0), ("Near", 111), ("Far", 2226)]);
    assert_eq!(found.households_in_all, 4);
}

#[test]
fn a_campaign_says_how_far_is_near_and_by_which_documents_people_are_known() {
    let laptop = laptop();
    let area = |key: &str| {
        let facts = serde_json::json!({
            "key": key, "campaign": if key == "mill" { "nets" } else { "polio" }, "name": key,
            "west": 7.3, "south": 43.7, "east": 7.5, "north": 43.9, "smallest_zoom": 8, "largest_zoom": 14,
        });
        laptop.arrived(Kind::Area, RecordId::of_area(key), &facts)
    };
    let campaign = |metres| {
        let documents = vec!["Voter card".to_owned()];
        let campaign = Campaign { key: "nets".into(), name: "Nets".into(), documents, nearby_metres: metres, ..Campaign::default() };
        laptop.arrived(Kind::Campaign, RecordId::of_campaign("nets"), &campaign)
    };
    for (area, head, latitude) in [("mill", "Far", 43.75), ("mill", "Near", 43.731), ("mill", "Too far", 43.83), ("hill", "Hill", 43.75)] {
        laptop.save(&household(&laptop, area, head, "", Some((latitude, 7.40))));
    }
    let heads = || -> Vec<String> {
        let query = PeopleQuery { near: Some(Near { latitude: 43.73, longitude: 7.40 }), ..Default::default() };
        let found = laptop.store.find_people(&query, laptop.today()).unwrap();
        found.households.into_iter().filter_map(|row| row.head).collect()
    };
    assert_eq!(heads(), ["Near", "Far", "Hill"], "nobody has said it: an hour's walk");
    laptop.apply(&page(Scope::Reference, vec![area("mill"), area("hill"), campaign(Some(200))]));
    assert_eq!(heads(), ["Near", "Hill"], "said for one campaign, and the other is as it was");
    laptop.apply(&page(Scope::Reference, vec![campaign(Some(20_000))]));
    assert_eq!(heads(), ["Near", "Far", "Hill", "Too far"]);
    let documents: Vec<_> = laptop.store.areas().unwrap().into_iter().map(|area| (area.key, area.documents)).collect();
    assert_eq!(documents, [("mill".to_owned(), vec!["Voter card".to_owned()]), ("hill".to_owned(), vec![])]);
}

#[test]
fn who_may_be_here_already_is_shown_while_typing_and_who_cannot_be_is_not() {
    let laptop = laptop();
    let home = household(&laptop, "mill", "Rosa", "By the well", None);
    laptop.save(&home);
    let passport = Identifier { scheme: "passport".to_owned(), value: "AB1277".to_owned() };
    let maria = register(
        &laptop,
        IndividualDraft { documents: vec![passport.clone()], ..draft(&laptop, Some(home.record), "Maria", "Ndiaye", 36) },
    );
    register(&laptop, draft(&laptop, None, "Mario", "Bianchi", 8));
    let ask = |given: &str, family: &str, born: Option<i32>, documents: Vec<Identifier>| {
        let query = SimilarQuery {
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            year_of_birth: born,
            documents,
            ..Default::default()
        };
        laptop
            .store
            .similar(&query, laptop.today())
            .unwrap()
            .into_iter()
            .map(|similar| (similar.row.id, similar.because))
            .collect::<Vec<_>>()
    };
    let she = [(maria, SimilarBecause::Name)];
    assert_eq!(ask("Maria", "Ndiaye", None, vec![]), she);
    assert_eq!(ask("Mraia", "Ndiay", Some(1992), vec![]), she, "a slip, and a year that was a guess");
    assert_eq!(ask("Maria", "Ndiaye", Some(1950), vec![]), [], "another generation");
    assert_eq!(ask("Maria", "Okonkwo", Some(1990), vec![]), [], "another family");
    assert_eq!(ask("Maria", "", Some(1990), vec![]), she, "without a family name the year speaks for it");
    assert_eq!(ask("Maria", "", None, vec![]), [], "a given name alone is nothing");
    assert_eq!(ask("Zed", "", None, vec![passport]), [(maria, SimilarBecause::Document)]);
    let mine = SimilarQuery { record: Some(maria), given_name: "Maria".into(), family_name: "Ndiaye".into(), ..Default::default() };
    assert!(laptop.store.similar(&mine, laptop.today()).unwrap().is_empty(), "nobody is her own double");
}

#[test]
fn a_household_is_visited_once_a_form_was_filled_in_about_it_and_not_by_being_registered() {
    let laptop = laptop();
    let (home, other) =
        (household(&laptop, "mill", "Rosa", "By the well", Some((-15.0, 39.2))), household(&laptop, "mill", "Ana", "Red", None));
    laptop.save(&home);
    laptop.save(&other);
    let to_visit = PeopleQuery { area: None, text: String::new(), near: None, to_visit: true };
    let waits = || {
        let found = laptop.store.find_people(&to_visit, laptop.today()).unwrap();
        (found.visited, found.households.iter().map(|row| row.id).collect::<Vec<_>>())
    };
    let done = || laptop.store.map_points("mill").unwrap().iter().map(|point| point.visit).collect::<Vec<_>>();
    assert_eq!((waits(), done()), ((0, vec![other.record, home.record]), vec![Visit::Waiting]));
    let visit = serde_json::json!({"campaign": "nets", "area": "mill", "form": "visit", "version": "1", "sha256": "0".repeat(64), "data": {},
        "household": home.record, "at": "2026-01-02T08:00:00+00:00"});
    let visit = Entry { kind: Kind::Entry, record: laptop.id(), facts: Facts::of(&visit) };
    laptop.save(&visit);
    assert_eq!((waits(), done()), ((1, vec![other.record]), vec![Visit::Done]), "on whatever day it was");
    laptop.remove(Kind::Entry, visit.record);
    assert_eq!((waits(), done()), ((0, vec![other.record, home.record]), vec![Visit::Waiting]));
}

#[test]
fn a_household_page_shows_who_lives_there_and_what_was_done_and_a_move_takes_them_along() {
    let laptop = laptop();
    let home = household(&laptop, "mill", "Rosa", "By the well", None);
    laptop.save(&home);
    let child = register(&laptop, draft(&laptop, Some(home.record), "Ada", "Ndiaye", 6));
    let rosa = register(&laptop, IndividualDraft { head: true, ..draft(&laptop, Some(home.record), "Rosa", "Ndiaye", 40) });
    let shown = laptop.store.household(home.record, laptop.today()).unwrap().unwrap();
    assert_eq!(shown.individuals.iter().map(|row| row.id).collect::<Vec<_>>(), [rosa, child]);
    assert_eq!((shown.row.registered, shown.row.visited, shown.row.unsent, shown.entries.len()), (2, false, true, 3));
    laptop.send_all(&Outcome::Stored);
    assert!(!laptop.store.household(home.record, laptop.today()).unwrap().unwrap().row.unsent);

    let held: Household = read(&laptop, Kind::Household, home.record);
    let mut moving = vec![held.moved(home.record, "hill".to_owned(), &by(&laptop), &around(&laptop)).unwrap()];
    for (id, individual) in laptop.store.members(home.record).unwrap() {
        let to = Home { area: "hill".to_owned(), household: Some(home.record) };
        moving.push(individual.moved(id, to, &by(&laptop), &around(&laptop)).unwrap());
    }
    let moving: Vec<_> = moving.into_iter().map(|entry| (entry, laptop.change_id())).collect();
    laptop.store.record_all(&moving, laptop.made()).unwrap();
    laptop.store.record_all(&moving, laptop.made()).unwrap();
    assert_eq!(laptop.store.unsent().unwrap().changes, 3, "a command that is retried moves nobody twice");
    let page = laptop.store.individual(rosa, laptop.today()).unwrap().unwrap();
    assert_eq!((page.row.area.as_str(), page.row.head, page.household.unwrap().area_name.as_str()), ("hill", true, "The hill"));
}

#[test]
fn who_was_registered_twice_points_to_who_she_is_and_can_be_told_apart_again() {
    let laptop = laptop();
    let first = register(&laptop, draft(&laptop, None, "Maria", "Ndiaye", 36));
    let second = register(&laptop, draft(&laptop, None, "Maria", "Ndaye", 36));
    let mark = |of: Option<RecordId>| {
        let held: Individual = read(&laptop, Kind::Individual, second);
        laptop.save(&held.marked(second, of, &by(&laptop), &around(&laptop)).unwrap());
        let page = laptop.store.individual(first, laptop.today()).unwrap().unwrap();
        let back = laptop.store.individual(second, laptop.today()).unwrap().unwrap().duplicate_of.map(|row| row.id);
        (page.duplicates.len(), back)
    };
    assert_eq!(mark(Some(first)), (1, Some(first)));
    assert_eq!(mark(None), (0, None));
}

#[test]
fn an_id_is_used_up_with_its_registration_and_a_temporary_one_stands_in_when_there_is_none() {
    let laptop = laptop();
    ids(&laptop, &["AAA1", "BBB2"]);
    ids(&laptop, &["AAA1", "BBB2"]);
    assert_eq!(laptop.store.ids_left().unwrap(), 2, "the same block again brings nothing");
    let of = |record| read::<Individual>(&laptop, Kind::Individual, record).identifiers;
    let one = register(&laptop, draft(&laptop, None, "Ada", "One", 3));
    assert_eq!(of(one), [Identifier { scheme: POOL.into(), value: "AAA1".into() }]);
    let again = IndividualDraft { record: one, ..draft(&laptop, None, "Ada", "Uno", 3) };
    register(&laptop, again);
    assert_eq!((of(one).len(), laptop.store.ids_left().unwrap()), (1, 1), "whoever has one gets no other");
    register(&laptop, draft(&laptop, None, "Bea", "Two", 3));
    let none_left = register(&laptop, draft(&laptop, None, "Cleo", "Three", 3));
    assert_eq!((of(none_left)[0].scheme.as_str(), laptop.store.ids_left().unwrap()), (TEMPORARY, 0));
    ids(&laptop, &["AAA1", "CCC3"]);
    assert_eq!(laptop.store.ids_left().unwrap(), 1, "a block fetched again frees nothing that was used");
}

#[test]
fn a_request_for_ids_keeps_its_name_until_its_block_has_come() {
    let laptop = laptop();
    let asked = laptop.store.ids_request(Uuid::from_u128(5)).unwrap();
    let laptop = laptop.reopened();
    assert_eq!(laptop.store.ids_request(Uuid::from_u128(6)).unwrap(), asked, "the answer was lost: the same is asked again");
    laptop.store.keep_ids(asked, &["AAA1".to_owned()], laptop.now()).unwrap();
    assert_eq!(laptop.store.ids_request(Uuid::from_u128(6)).unwrap(), Uuid::from_u128(6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_id_is_ever_given_to_two_people(steps in prop::collection::vec((0u8..4, 0usize..6), 1..40)) {
        let laptop = laptop();
        let people: Vec<RecordId> = (0..6).map(|_| laptop.id()).collect();
        for (step, which) in steps {
            match step {
                0 => ids(&laptop, &[["A01", "A02"], ["A02", "A03"], ["A03", "A04"], ["A05", "A06"], ["A01", "A06"], ["A07", "A08"]][which]),
                1 => { laptop.store.remove(Kind::Individual, people[which], laptop.change_id(), laptop.made()).ok(); }
                2 => { laptop.send_all(&Outcome::Stored); }
                _ => { register(&laptop, IndividualDraft { record: people[which], ..draft(&laptop, None, "Ada", "Same", 30) }); }
            }
        }
        let mut used: Vec<String> = people
            .iter()
            .filter_map(|id| laptop.store.typed::<Individual>(Kind::Individual, *id).unwrap())
            .flat_map(|she| she.identifiers)
            .filter(|identifier| identifier.scheme == POOL)
            .map(|identifier| identifier.value)
            .collect();
        let all = used.len();
        used.sort();
        used.dedup();
        prop_assert_eq!(used.len(), all);
    }
}
