//! Schools come and go several times a week; what was recorded there does not.

use crate::laptop::{Laptop, OTHER_SCHOOL, SCHOOL, child};
use daybook_record::kind::{Batch, Child};
use daybook_record::{Facts, Kind, Outcome, Scope, code::Programme, draft::Entry};
use daybook_store::view::ChildQuery;

fn school(urn: &str) -> Scope {
    Scope::School(urn.to_owned())
}

#[test]
fn a_school_taken_away_keeps_what_is_unsent() {
    let (laptop, children) = Laptop::with_school(2);
    laptop.save(&laptop.note(children[0], "calm"));
    laptop.give(&[OTHER_SCHOOL]);
    assert_eq!(laptop.store.clear_leaving().unwrap(), []);
    let leaving = laptop.store.scopes().unwrap().into_iter().find(|row| row.scope == school(SCHOOL)).unwrap();
    assert!(leaving.leaving);
    assert_eq!(laptop.store.unsent().unwrap().changes, 1);
    assert!(laptop.store.child(children[0], None, laptop.today()).unwrap().is_some(), "and can still be looked at");
    laptop.send_all(&Outcome::Stored);
    assert_eq!(laptop.store.clear_leaving().unwrap(), [school(SCHOOL)]);
    assert!(laptop.store.typed::<Child>(Kind::Child, children[1]).unwrap().is_none());
    let found = laptop.store.find_children(&ChildQuery { text: "amina".to_owned(), ..Default::default() }, laptop.today()).unwrap();
    assert_eq!(found, [], "the search forgets her too");
    assert_eq!(laptop.store.receipted().unwrap().len(), 1, "the account is kept");
}

#[test]
fn a_school_newly_given_starts_from_nothing_while_the_others_go_on() {
    let (laptop, _) = Laptop::with_school(1);
    laptop.give(&[SCHOOL, OTHER_SCHOOL]);
    let scopes = laptop.store.scopes().unwrap();
    let cursors: Vec<_> = scopes.iter().map(|row| (row.scope.clone(), row.cursor.is_some())).collect();
    let expected =
        [(Scope::Reference, false), (Scope::Team("north".to_owned()), false), (school(SCHOOL), true), (school(OTHER_SCHOOL), false)];
    assert_eq!(cursors, expected);
}

#[test]
fn a_school_given_back_before_it_left_goes_on_from_where_it_was() {
    let (laptop, children) = Laptop::with_school(1);
    laptop.give(&[]);
    laptop.give(&[SCHOOL]);
    assert_eq!(laptop.store.clear_leaving().unwrap(), []);
    let row = laptop.store.scopes().unwrap().into_iter().find(|row| row.scope == school(SCHOOL)).unwrap();
    assert!(row.cursor.is_some() && !row.leaving);
    assert!(laptop.store.typed::<Child>(Kind::Child, children[0]).unwrap().is_some());
}

#[test]
fn a_team_taken_away_keeps_a_batch_that_is_unsent() {
    let laptop = Laptop::new();
    laptop.give(&[]);
    let batch = Batch {
        team: "north".to_owned(),
        programme: Programme::Hpv,
        vaccine: laptop.id(),
        number: "AB1234".to_owned(),
        expiry: laptop.today(),
        archived: false,
    };
    laptop.save(&Entry { kind: Kind::Batch, record: laptop.id(), facts: Facts::of(&batch) });
    laptop.store.assign(&[], laptop.now()).unwrap();
    assert_eq!(laptop.store.clear_leaving().unwrap(), [Scope::Reference]);
    laptop.send_all(&Outcome::Stored);
    assert_eq!(laptop.store.clear_leaving().unwrap(), [Scope::Team("north".to_owned())]);
}

#[test]
fn signing_out_deletes_nothing() {
    let (laptop, children) = Laptop::with_school(1);
    laptop.save(&laptop.note(children[0], "calm"));
    laptop.store.set_tokens(None).unwrap();
    let laptop = laptop.reopened();
    assert_eq!(laptop.store.unsent().unwrap().changes, 1);
    assert_eq!(child(0, SCHOOL).school, SCHOOL);
}
