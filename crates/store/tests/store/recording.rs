//! From the tap to the disk.

use crate::laptop::{Laptop, SCHOOL, child, dose};
use daybook_record::code::{Programme, VaccinationOutcome};
use daybook_record::draft::Entry;
use daybook_record::kind::Note;
use daybook_record::{Facts, Kind, Outcome, Verb};
use daybook_store::StoreError;
use serde_json::json;

#[test]
fn a_saved_record_and_its_change_are_both_there_after_a_restart() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "afraid of needles");
    let change = laptop.save(&note);
    let laptop = laptop.reopened();
    let kept: Note = laptop.store.typed(Kind::Note, note.record).unwrap().unwrap();
    assert_eq!(kept.text, "afraid of needles");
    let waiting = laptop.store.unsent_entries().unwrap();
    assert_eq!(waiting.iter().map(|entry| (entry.change, entry.verb)).collect::<Vec<_>>(), [(change, Verb::Create)]);
    assert_eq!(waiting[0].school.as_deref(), Some(SCHOOL));
}

#[test]
fn pressing_save_twice_records_once() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "calm");
    let change = laptop.change_id();
    let first = laptop.store.record(&note, change, laptop.made()).unwrap();
    let same_change = laptop.store.record(&note, change, laptop.made()).unwrap();
    let same_words = laptop.store.record(&note, laptop.change_id(), laptop.made()).unwrap();
    assert_eq!(first, same_change);
    assert_eq!((same_words.change, same_words.revision), (None, 1), "nothing was different, nothing is sent");
    assert_eq!(laptop.store.unsent().unwrap().changes, 1);
}

#[test]
fn going_back_edits_and_sends_only_what_changed() {
    let (laptop, children) = Laptop::with_school(1);
    let mut entry = laptop.vaccination(children[0], VaccinationOutcome::Administered);
    laptop.save(&entry);
    entry.facts.0.insert("site".to_owned(), json!("right_arm_upper_position"));
    entry.facts.0.remove("protocol");
    laptop.save(&entry);
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    let frozen = laptop.store.frozen(sync, 0, 10, u64::MAX).unwrap();
    let edit = &frozen[1].change;
    assert_eq!((edit.verb, edit.revision, edit.record), (Verb::Edit, 2, entry.record));
    assert_eq!(json!(edit.facts), json!({"site": "right_arm_upper_position", "protocol": null}));
}

#[test]
fn a_field_that_this_version_does_not_know_is_not_cleared_by_an_edit() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "calm");
    let mut facts = note.facts.clone();
    facts.0.insert("mood".to_owned(), json!("of a later version"));
    let mut arrived = laptop.arrived(Kind::Note, note.record, &facts);
    arrived.facts = facts;
    laptop.arrive(SCHOOL, vec![arrived]);
    let edited = Entry { facts: note.facts.with(&Facts([("text".to_owned(), json!("less calm"))].into())), ..note };
    laptop.save(&edited);
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    let sent = laptop.store.frozen(sync, 0, 10, u64::MAX).unwrap();
    assert_eq!(json!(sent[0].change.facts), json!({"text": "less calm"}));
    let kept: Facts = laptop.store.typed(Kind::Note, edited.record).unwrap().unwrap();
    assert_eq!(kept.text("mood"), Some("of a later version"));
}

#[test]
fn a_removal_can_be_undone_until_it_is_sent() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "calm");
    laptop.save(&note);
    laptop.send_all(&Outcome::Stored);
    laptop.remove(Kind::Note, note.record);
    assert_eq!(laptop.store.typed::<Note>(Kind::Note, note.record).unwrap(), None);
    assert!(laptop.store.unsent_entries().unwrap()[0].can_undo);
    laptop.store.restore(Kind::Note, note.record, laptop.change_id(), laptop.made()).unwrap();
    assert!(laptop.store.typed::<Note>(Kind::Note, note.record).unwrap().is_some());
    assert!(laptop.store.unsent_entries().unwrap().iter().all(|entry| !entry.can_undo), "it was undone");

    laptop.remove(Kind::Note, note.record);
    laptop.send_all(&Outcome::Stored);
    let too_late = laptop.store.restore(Kind::Note, note.record, laptop.change_id(), laptop.made());
    assert!(matches!(too_late, Err(StoreError::AlreadySent)), "{too_late:?}");
}

#[test]
fn a_record_that_somebody_removed_can_be_recorded_again() {
    let (laptop, children) = Laptop::with_school(1);
    let note = laptop.note(children[0], "calm");
    laptop.save(&note);
    laptop.send_all(&Outcome::Stored);
    laptop.arrive(SCHOOL, vec![laptop.arrived(Kind::Note, note.record, &note.facts)]);
    laptop.depart(SCHOOL, Kind::Note, note.record, true);
    let again = Entry { facts: note.facts.with(&Facts([("text".to_owned(), json!("calm again"))].into())), ..note };
    laptop.save(&again);
    let verbs: Vec<Verb> = laptop.store.unsent_entries().unwrap().iter().map(|entry| entry.verb).collect();
    assert_eq!(verbs, [Verb::Restore, Verb::Edit]);
    let kept: Note = laptop.store.typed(Kind::Note, again.record).unwrap().unwrap();
    assert_eq!(kept.text, "calm again");
}

#[test]
fn a_missing_child_does_not_stop_a_record_from_being_kept() {
    let laptop = Laptop::new();
    let stranger = laptop.id();
    laptop.save(&laptop.note(stranger, "moved here this morning"));
    let waiting = laptop.store.unsent_entries().unwrap();
    assert_eq!((waiting[0].child, waiting[0].school.as_deref()), (Some(stranger), None));
}

#[test]
fn a_history_from_elsewhere_is_the_base_of_its_correction() {
    let (laptop, children) = Laptop::with_school(1);
    let held = laptop.arrived(Kind::Vaccination, laptop.id(), &dose(children[0], Programme::Hpv));
    let (record, version) = (held.id, held.version);
    let facts = held.facts.with(&Facts([("notes".to_owned(), json!("left arm, not right"))].into()));
    laptop.arrive(SCHOOL, vec![held]);
    laptop.save(&Entry { kind: Kind::Vaccination, record, facts });
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    assert_eq!(laptop.store.frozen(sync, 0, 10, u64::MAX).unwrap()[0].change.base, Some(version));
    assert_eq!(child(0, SCHOOL).school, SCHOOL);
}
