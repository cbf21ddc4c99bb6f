//! What came from the service, beside what a nurse is doing at that very moment.

use crate::laptop::{Laptop, OTHER_SCHOOL, SCHOOL, child, page};
use daybook_record::draft::Entry;
use daybook_record::kind::{Child, Note, Ticket, TicketState};
use daybook_record::{Facts, Kind, Outcome, Reason, RecordId, Scope, Verb};
use daybook_store::view::ChildQuery;
use daybook_store::{Arrived, Page, StoreError};
use serde_json::json;

fn held_note(laptop: &Laptop, child: RecordId) -> Entry {
    let note = laptop.note(child, "calm");
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, note.record, &note.facts)]);
    note
}

fn saying(note: &Entry, text: &str) -> Entry {
    Entry { facts: note.facts.with(&Facts([("text".to_owned(), json!(text))].into())), ..note.clone() }
}

fn shown(laptop: &Laptop, record: RecordId) -> Option<String> {
    laptop.store.typed::<Note>(Kind::Note, record).unwrap().map(|note| note.text)
}

#[test]
fn a_pending_record_is_not_overwritten() {
    let (laptop, children) = Laptop::with_school(1);
    let note = held_note(&laptop, children[0]);
    laptop.save(&saying(&note, "mine"));
    let applied = laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, note.record, &saying(&note, "theirs").facts)]);
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("mine"), "what she wrote and has not sent is what she sees");
    assert_eq!((applied.kept, applied.replaced), (1, 0));
    laptop.send_all(&Outcome::Merged);
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, note.record, &saying(&note, "both").facts)]);
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("both"), "with its receipt it waits no longer");
}

#[test]
fn an_edit_never_passes_for_an_answer_to_what_was_not_shown() {
    let (laptop, children) = Laptop::with_school(1);
    let note = held_note(&laptop, children[0]);
    laptop.save(&saying(&note, "mine"));
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, note.record, &saying(&note, "theirs").facts)]);
    laptop.save(&saying(&note, "mine again"));
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    let frozen = laptop.store.frozen(sync, 0, 10, u64::MAX).unwrap();
    assert_eq!(frozen[0].change.base, frozen[1].change.base, "she had not seen theirs when she wrote again");
}

#[test]
fn what_says_the_same_still_goes_out_for_its_receipt() {
    let (laptop, children) = Laptop::with_school(1);
    let note = held_note(&laptop, children[0]);
    laptop.save(&saying(&note, "same"));
    let applied = laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, note.record, &saying(&note, "same").facts)]);
    assert_eq!(applied.settled, 1);
    assert_eq!(laptop.store.unsent().unwrap().changes, 1);
}

#[test]
fn a_record_removed_here_and_not_yet_sent_stays_removed_on_the_screen() {
    let (laptop, children) = Laptop::with_school(1);
    let note = held_note(&laptop, children[0]);
    laptop.remove(Kind::Note, note.record);
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, note.record, &saying(&note, "theirs").facts)]);
    assert_eq!(shown(&laptop, note.record), None);
}

#[test]
fn a_record_removed_elsewhere_stays_while_mine_waits() {
    let (laptop, children) = Laptop::with_school(1);
    let (note, other) = (held_note(&laptop, children[0]), held_note(&laptop, children[0]));
    laptop.save(&saying(&note, "mine"));
    laptop.depart(SCHOOL, Kind::Note, note.record, true);
    laptop.depart(SCHOOL, Kind::Note, other.record, true);
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("mine"));
    assert_eq!(shown(&laptop, other.record), None);
}

#[test]
fn rows_and_cursor_commit_together() {
    let (laptop, children) = Laptop::with_school(1);
    let scope = Scope::School(SCHOOL.to_owned());
    let note = laptop.note(children[0], "calm");
    let good = laptop.arrived(Kind::Note, note.record, &note.facts);
    // Facts that break a CHECK after the first row was written, as a full disk would.
    let bad = Arrived { version: u64::MAX, mark: 1, ..laptop.arrived(Kind::Note, laptop.id(), &note.facts) };
    let strange = Page { cursor: "second".to_owned(), ..page(Scope::School("999998".to_owned()), vec![good.clone(), bad]) };
    let refused = laptop.store.apply_page(&strange, laptop.now());
    assert!(matches!(refused, Err(StoreError::UnknownScope)), "{refused:?}");
    assert_eq!(shown(&laptop, note.record), None, "no row without its cursor");
    laptop.apply(&Page { cursor: "second".to_owned(), last: false, ..page(scope.clone(), vec![good]) });
    let laptop = laptop.reopened();
    let row = laptop.store.scopes().unwrap().into_iter().find(|row| row.scope == scope).unwrap();
    assert_eq!((row.cursor.as_deref(), row.fetched), (Some("second"), 2));
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("calm"));
}

#[test]
fn a_child_who_moves_between_two_schools_is_told_of_in_either_order() {
    for departure_first in [true, false] {
        let (laptop, children) = Laptop::with_school(1);
        laptop.give(&[SCHOOL, OTHER_SCHOOL]);
        let moved = laptop.arrived(Kind::Child, children[0], &child(0, OTHER_SCHOOL));
        let leave = || laptop.depart(SCHOOL, Kind::Child, children[0], false);
        let arrive = || laptop.arrive(OTHER_SCHOOL, vec![moved.clone()]);
        if departure_first {
            leave();
            arrive();
        } else {
            arrive();
            leave();
        }
        let page = laptop.store.child(children[0], None, laptop.today()).unwrap().unwrap();
        assert_eq!(page.row.school, OTHER_SCHOOL);
        assert_eq!(laptop.store.digest(&Scope::School(SCHOOL.to_owned())).unwrap(), (0, 0));
        assert_eq!(laptop.store.digest(&Scope::School(OTHER_SCHOOL.to_owned())).unwrap(), (1, u64::from(moved.mark)));
    }
}

#[test]
fn a_child_who_moved_away_stays_while_anything_about_her_is_unsent() {
    let (laptop, children) = Laptop::with_school(2);
    laptop.save(&laptop.note(children[0], "calm"));
    for child in &children {
        laptop.depart(SCHOOL, Kind::Child, *child, false);
    }
    let there = |child| laptop.store.typed::<Child>(Kind::Child, child).unwrap().is_some();
    assert!(there(children[0]) && !there(children[1]));
    assert!(laptop.store.unsent_entries().unwrap()[0].child_name.is_some());
    laptop.send_all(&Outcome::Stored);
    assert!(!there(children[0]), "with the receipt she goes");
}

#[test]
fn both_sides_count_the_same() {
    let (laptop, children) = Laptop::with_school(3);
    let scope = Scope::School(SCHOOL.to_owned());
    assert_eq!(laptop.store.digest(&scope).unwrap(), (3, 1 + 2 + 3));
    laptop.save(&laptop.note(children[0], "only here yet"));
    assert_eq!(laptop.store.digest(&scope).unwrap().0, 3, "what the service has not got does not count");
    laptop.depart(SCHOOL, Kind::Child, children[2], true);
    assert_eq!(laptop.store.digest(&scope).unwrap(), (2, 1 + 2));
}

#[test]
fn fetching_again_from_the_start_drops_only_what_the_service_no_longer_has() {
    let (laptop, children) = Laptop::with_school(3);
    let scope = Scope::School(SCHOOL.to_owned());
    let (waiting, reviewed) = (laptop.note(children[0], "unsent"), laptop.note(children[0], "in review"));
    laptop.save(&reviewed);
    laptop.send_all(&Outcome::WithSupport { ticket: "T-000001".to_owned(), reason: Reason::Invalid });
    laptop.save(&waiting);
    laptop.store.restart_scope(&scope).unwrap();
    assert_eq!(laptop.store.scopes().unwrap().iter().find(|row| row.scope == scope).unwrap().cursor, None);
    // A restored service counts from a lower number.
    let again = Arrived { version: 1, mark: 77, ..laptop.arrived(Kind::Child, children[0], &child(0, SCHOOL)) };
    laptop.apply(&Page { last: false, ..page(scope.clone(), vec![again]) });
    assert_eq!(laptop.store.find_children(&ChildQuery::default(), laptop.today()).unwrap().len(), 3, "nothing goes before the end");
    laptop.arrive(SCHOOL, Vec::new());
    assert_eq!(laptop.store.find_children(&ChildQuery::default(), laptop.today()).unwrap().len(), 1);
    assert_eq!(laptop.store.digest(&scope).unwrap(), (1, 77));
    assert_eq!(shown(&laptop, waiting.record).as_deref(), Some("unsent"));
    assert_eq!(shown(&laptop, reviewed.record).as_deref(), Some("in review"));
}

fn ticket(laptop: &Laptop, of: &Entry, change: daybook_record::ChangeId, state: TicketState) -> Ticket {
    Ticket {
        number: "T-000001".to_owned(),
        change,
        verb: Verb::Edit,
        about: of.kind,
        record: of.record,
        child: of.facts.parse("child"),
        reason: Reason::Conflict,
        fields: vec!["text".to_owned()],
        other_at: Some(laptop.now()),
        state,
        opened_at: laptop.now(),
        decided_at: None,
        note: None,
    }
}

#[test]
fn what_support_did_not_take_is_shown_no_longer_and_the_change_is_kept() {
    let (laptop, children) = Laptop::with_school(1);
    let note = held_note(&laptop, children[0]);
    let never_held = laptop.note(children[0], "refused");
    let changes = [laptop.save(&saying(&note, "mine")), laptop.save(&never_held)];
    let sync = laptop.send_all(&Outcome::WithSupport { ticket: "T-000001".to_owned(), reason: Reason::Conflict });
    let decide = |state| {
        let tickets = [(&note, changes[0]), (&never_held, changes[1])];
        let ids = [RecordId::named("ticket", &["1"]), RecordId::named("ticket", &["2"])];
        let arrived =
            tickets.iter().zip(ids).map(|((of, change), id)| laptop.arrived(Kind::Ticket, id, &ticket(&laptop, of, *change, state)));
        laptop.arrive(SCHOOL, arrived.collect());
    };
    decide(TicketState::Open);
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("mine"), "while nobody has decided, what she wrote stands");
    assert_eq!(shown(&laptop, never_held.record).as_deref(), Some("refused"));
    decide(TicketState::KeptService);
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("calm"));
    assert_eq!(shown(&laptop, never_held.record), None);
    assert_eq!(laptop.store.account(sync).unwrap().unwrap().received, 2);
}

#[test]
fn what_support_has_decided_does_not_stay_where_the_service_holds_it_no_more() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "decided");
    let change = laptop.save(&note);
    laptop.send_all(&Outcome::WithSupport { ticket: "T-000001".to_owned(), reason: Reason::Conflict });
    let round = |state| {
        laptop.store.restart_scope(&Scope::School(SCHOOL.to_owned())).unwrap();
        let about = ticket(&laptop, &note, change, state);
        let tickets = laptop.arrived(Kind::Ticket, RecordId::named("ticket", &["1"]), &about);
        laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, children[0], &child(0, SCHOOL)), tickets]);
    };
    round(TicketState::Open);
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("decided"), "it waits at support");
    round(TicketState::TookDevice);
    assert_eq!(shown(&laptop, note.record), None, "support took it, and somebody removed it before this round began");
}

fn with_support() -> Outcome {
    Outcome::WithSupport { ticket: "T-000001".to_owned(), reason: Reason::NotPermitted }
}

#[test]
fn what_waits_at_support_goes_with_its_child_in_whichever_order_two_schools_tell_of_her() {
    for other_first in [false, true] {
        let (laptop, children) = Laptop::with_school(1);
        laptop.give(&[SCHOOL, OTHER_SCHOOL]);
        let note = laptop.note(children[0], "with support");
        laptop.save(&note);
        laptop.send_all(&with_support());
        let moved = laptop.arrived(Kind::Child, children[0], &child(0, OTHER_SCHOOL));
        if other_first {
            laptop.arrive(OTHER_SCHOOL, vec![moved]);
            laptop.depart(SCHOOL, Kind::Child, children[0], false);
            assert_eq!(shown(&laptop, note.record).as_deref(), Some("with support"), "she is still here");
        } else {
            laptop.depart(SCHOOL, Kind::Child, children[0], false);
            laptop.arrive(OTHER_SCHOOL, vec![moved]);
        }
        laptop.give(&[SCHOOL]);
        laptop.store.clear_leaving().unwrap();
        assert_eq!(shown(&laptop, note.record), None, "her school was taken away");
    }
}

#[test]
fn what_is_unsent_about_a_child_who_moved_holds_her_new_school_until_it_is_sent() {
    let (laptop, children) = Laptop::with_school(1);
    laptop.give(&[SCHOOL, OTHER_SCHOOL]);
    let note = laptop.note(children[0], "unsent");
    laptop.save(&note);
    laptop.arrive(OTHER_SCHOOL, vec![laptop.arrived(Kind::Child, children[0], &child(0, OTHER_SCHOOL))]);
    laptop.give(&[SCHOOL]);
    assert_eq!(laptop.store.clear_leaving().unwrap(), []);
    assert!(laptop.store.typed::<Child>(Kind::Child, children[0]).unwrap().is_some(), "her name stays with it");
    laptop.send_all(&with_support());
    assert_eq!(laptop.store.clear_leaving().unwrap(), [Scope::School(OTHER_SCHOOL.to_owned())]);
    assert_eq!(shown(&laptop, note.record), None);
}

#[test]
fn of_a_child_whom_a_restored_service_has_elsewhere_nothing_stays_but_what_is_unsent() {
    let (laptop, children) = Laptop::with_school(2);
    let (reviewed, unsent) = (laptop.note(children[0], "in review"), laptop.note(children[1], "unsent"));
    let reviewed_too = laptop.note(children[1], "in review too");
    laptop.save(&reviewed);
    laptop.save(&reviewed_too);
    laptop.send_all(&with_support());
    laptop.save(&unsent);
    laptop.store.restart_scope(&Scope::School(SCHOOL.to_owned())).unwrap();
    laptop.arrive(SCHOOL, Vec::new());
    assert_eq!(shown(&laptop, reviewed.record), None);
    assert_eq!(shown(&laptop, unsent.record).as_deref(), Some("unsent"));
    let later = laptop.note(children[1], "written while she was still shown");
    laptop.save(&later);
    laptop.send_all(&with_support());
    for record in [reviewed_too.record, unsent.record, later.record] {
        assert_eq!(shown(&laptop, record), None);
    }
    assert!(laptop.store.typed::<Child>(Kind::Child, children[1]).unwrap().is_none(), "with the last receipt she goes");
    assert_eq!(laptop.store.receipted().unwrap().len(), 4, "what was done is kept, for the accounts");
}

#[test]
fn a_child_who_comes_back_before_she_went_keeps_what_was_recorded_about_her() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "calm");
    laptop.save(&note);
    laptop.depart(SCHOOL, Kind::Child, children[0], false);
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, children[0], &child(0, SCHOOL))]);
    laptop.send_all(&with_support());
    assert_eq!(shown(&laptop, note.record).as_deref(), Some("calm"));
}

#[test]
fn one_record_that_does_not_read_does_not_hide_the_others() {
    let (laptop, _) = Laptop::with_school(2);
    let strange = Facts([("given_name".to_owned(), json!(42)), ("school".to_owned(), json!(SCHOOL))].into());
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Child, laptop.id(), &strange)]);
    assert_eq!(laptop.store.find_children(&ChildQuery::default(), laptop.today()).unwrap().len(), 2);
    let odd_child = Facts([("child".to_owned(), json!(7))].into());
    assert_eq!(laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, laptop.id(), &odd_child)]).inserted, 1);
}
