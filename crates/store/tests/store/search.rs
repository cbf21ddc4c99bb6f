//! Finding a child among many, with cold fingers.

use crate::laptop::{Laptop, OTHER_SCHOOL, SCHOOL, child, hpv_session, nhs_number};
use daybook_record::kind::Child;
use daybook_record::standing::Standing;
use daybook_record::{Kind, RecordId};
use daybook_store::view::{ChildQuery, Registration};

fn found(laptop: &Laptop, text: &str) -> Vec<String> {
    let query = ChildQuery { text: text.to_owned(), ..Default::default() };
    let rows = laptop.store.find_children(&query, laptop.today()).unwrap();
    rows.into_iter().map(|row| format!("{} {}", row.given_name, row.family_name)).collect()
}

#[test]
fn a_child_is_found_with_typing_errors_accents_and_half_words() {
    let (laptop, _) = Laptop::with_school(56);
    for (text, name) in [
        ("amina begum", "Amina Begum"),
        ("AMINA", "Amina Begum"),
        ("amnia begm", "Amina Begum"),
        ("begum amina", "Amina Begum"),
        ("am beg", "Amina Begum"),
        ("zoe obrien", "Zoë O'Brien"),
        ("zoë o’brien", "Zoë O'Brien"),
        ("sian nowka", "Siân Nowak"),
        ("lukasz smith", "Łukasz Smith-Jones"),
        ("jakc patel", "Jack Patel"),
        ("catherine wiliams", "Katherine Williams"),
    ] {
        assert_eq!(found(&laptop, text).first().map(String::as_str), Some(name), "{text}");
    }
    assert_eq!(found(&laptop, "xqzt"), Vec::<String>::new());
    assert_eq!(found(&laptop, "z").len(), 7, "one letter is a beginning");
    assert!(found(&laptop, "  ").len() == 56);
    for odd in ["\"", "' OR 1", "*", "a\" OR \"b", "-", "%", "NEAR(", "é"] {
        found(&laptop, odd);
    }
}

#[test]
fn a_child_is_found_by_her_number_with_or_without_spaces() {
    let (laptop, children) = Laptop::with_school(20);
    let number = nhs_number(7).unwrap();
    let spaced = format!("{} {} {}", &number[..3], &number[3..6], &number[6..]);
    for text in [number.as_str(), spaced.as_str(), &number[..9]] {
        let query = ChildQuery { text: text.to_owned(), ..Default::default() };
        let rows = laptop.store.find_children(&query, laptop.today()).unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [children[7]], "{text}");
    }
}

#[test]
fn a_child_is_found_by_what_she_is_called_and_no_longer_by_her_old_name() {
    let (laptop, children) = Laptop::with_school(1);
    let renamed = Child { preferred_name: Some("Mimi".to_owned()), family_name: "Rahman".to_owned(), ..child(0, SCHOOL) };
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, children[0], &renamed)]);
    assert_eq!(found(&laptop, "mimi rahman").len(), 1);
    assert_eq!(found(&laptop, "begum").len(), 0);
    laptop.depart(SCHOOL, Kind::Child, children[0], true);
    assert_eq!(found(&laptop, "mimi").len(), 0);
}

#[test]
fn a_search_in_a_session_stays_in_its_school() {
    let (laptop, children) = Laptop::with_school(8);
    laptop.give(&[SCHOOL, OTHER_SCHOOL]);
    let session = laptop.id();
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Session, session, &hpv_session(SCHOOL))]);
    let too_young = Child { year_group: Some(5), ..child(1, SCHOOL) };
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, children[1], &too_young)]);
    let elsewhere = laptop.id();
    laptop.arrive(OTHER_SCHOOL, vec![laptop.arrived(Kind::Child, elsewhere, &child(0, OTHER_SCHOOL))]);
    let ids = |query: ChildQuery| -> Vec<RecordId> {
        laptop.store.find_children(&query, laptop.today()).unwrap().into_iter().map(|row| row.id).collect()
    };
    let here = ChildQuery { session: Some(session), ..Default::default() };
    assert_eq!(ids(ChildQuery { text: "amina".to_owned(), ..here.clone() }), [children[0]]);
    assert_eq!(ids(ChildQuery { text: "amina".to_owned(), ..Default::default() }).len(), 2);
    assert!(!ids(here.clone()).contains(&children[1]), "not invited, so not in the list");
    assert_eq!(ids(ChildQuery { text: "zoe".to_owned(), ..here.clone() }), [children[1]], "but who asks for her finds her");
    assert_eq!(ids(here.clone()).len(), 7);
    assert_eq!(ids(ChildQuery { standing: Some(Standing::NoResponse), ..here.clone() }).len(), 7);
    assert_eq!(ids(ChildQuery { standing: Some(Standing::Ready), ..here.clone() }), []);
    assert_eq!(ids(ChildQuery { registration: Some(Registration::Attending), ..here.clone() }), []);
    assert_eq!(ids(ChildQuery { year_group: Some(8), ..here }).len(), 7);
    assert_eq!(ids(ChildQuery { session: Some(laptop.id()), ..Default::default() }), [], "a session that is not here has nobody");
}
