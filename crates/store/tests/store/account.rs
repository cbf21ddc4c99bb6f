//! The account of a sync: derived from receipts, school by school.

use crate::laptop::{Laptop, SCHOOL, dose};
use daybook_record::code::{AttendanceStatus, Programme, VaccinationOutcome};
use daybook_record::draft::Entry;
use daybook_record::kind::Batch;
use daybook_record::{Facts, Kind, Outcome, Reason};
use daybook_store::view::SyncEnd;
use serde_json::json;

#[test]
fn an_account_counts_only_what_holds_a_receipt() {
    let (laptop, children) = Laptop::with_school(3);
    let given = laptop.save(&laptop.vaccination(children[0], VaccinationOutcome::Administered));
    laptop.save(&laptop.vaccination(children[1], VaccinationOutcome::Unwell));
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    laptop.store.settle(&[laptop.receipt(given, 1, Outcome::Stored)], laptop.now()).unwrap();
    laptop.store.end_sync(sync, SyncEnd::LinkLost, Some("K7Q2".to_owned()), 12, laptop.now()).unwrap();
    let account = laptop.store.account(sync).unwrap().unwrap();
    assert_eq!((account.total, account.received, account.waiting, account.fetched), (2, 1, 1, 12));
    assert_eq!((account.end, account.reference.as_deref()), (SyncEnd::LinkLost, Some("K7Q2")));
    let school = &account.schools[0];
    assert_eq!((school.children, school.vaccinated, school.not_vaccinated), (1, 1, 0));
    let later = laptop.send_all(&Outcome::Stored);
    laptop.store.end_sync(later, SyncEnd::Completed, None, 0, laptop.now()).unwrap();
    assert_eq!(laptop.store.account(sync).unwrap().unwrap().received, 1, "what arrived later is not told of the earlier sync");
    assert_eq!(laptop.store.account(later).unwrap().unwrap().schools[0].not_vaccinated, 1);
    let history: Vec<_> = laptop.store.history(10).unwrap().into_iter().map(|line| (line.sync, line.total, line.received)).collect();
    assert_eq!(history, [(later, 1, 1), (sync, 2, 1)]);
    assert!(laptop.store.account(laptop.sync_id()).unwrap().is_none());
}

#[test]
fn an_account_puts_each_thing_where_it_belongs() {
    let (laptop, children) = Laptop::with_school(3);
    let held = laptop.arrived(Kind::Vaccination, laptop.id(), &dose(children[2], Programme::Hpv));
    let earlier = Entry { kind: Kind::Vaccination, record: held.id, facts: held.facts.clone() };
    laptop.arrive(SCHOOL, vec![held]);
    let corrected = earlier.facts.with(&Facts([("site".to_owned(), json!("right_arm_upper_position"))].into()));
    laptop.save(&Entry { facts: corrected, ..earlier });
    let mut vaccination = laptop.vaccination(children[0], VaccinationOutcome::Administered);
    laptop.save(&vaccination);
    vaccination.facts.0.insert("notes".to_owned(), json!("brave"));
    laptop.save(&vaccination);
    laptop.save(&laptop.attendance(children[0], AttendanceStatus::Attending));
    let mistake = laptop.note(children[1], "wrong child");
    laptop.save(&mistake);
    laptop.remove(Kind::Note, mistake.record);
    let batch = Batch {
        team: "north".to_owned(),
        programme: Programme::Hpv,
        vaccine: laptop.id(),
        number: "AB1234".to_owned(),
        expiry: laptop.today(),
        archived: false,
    };
    laptop.save(&Entry { kind: Kind::Batch, record: laptop.id(), facts: Facts::of(&batch) });
    let sync = laptop.send_all(&Outcome::Stored);
    let account = laptop.store.account(sync).unwrap().unwrap();
    let school = &account.schools[0];
    assert_eq!((account.schools.len(), school.date, school.name.as_str()), (1, laptop.today(), "School 100001"));
    assert_eq!((school.children, school.vaccinated, school.attendance, school.notes), (2, 1, 1, 0), "an edit is not a second dose");
    assert_eq!(school.entries[0].name, "Amina Begum");
    assert_eq!(school.entries[0].entries.len(), 3);
    assert_eq!(account.batches[0].detail.as_deref(), Some("AB1234"));
    assert_eq!(account.vaccination_changes.len(), 1);
    assert_eq!(account.vaccination_changes[0].child, Some(children[2]));
}

#[test]
fn what_is_with_support_was_received_and_says_why() {
    let (laptop, children) = Laptop::with_school(1);
    laptop.save(&laptop.note(children[0], "calm"));
    let sync = laptop.send_all(&Outcome::WithSupport { ticket: "T-000123".to_owned(), reason: Reason::Conflict });
    laptop.store.end_sync(sync, SyncEnd::Completed, None, 0, laptop.now()).unwrap();
    let account = laptop.store.account(sync).unwrap().unwrap();
    assert_eq!((account.received, account.waiting, account.schools[0].notes), (1, 0, 1));
    let ticket = account.with_support[0].ticket.as_ref().unwrap();
    assert_eq!((ticket.number.as_str(), ticket.reason, ticket.mine), ("T-000123", Reason::Conflict, true));
    assert_eq!(laptop.store.history(1).unwrap()[0].with_support, 1);
}

#[test]
fn a_record_corrected_after_its_first_sync_is_a_vaccination_change() {
    let (laptop, children) = Laptop::with_school(1);
    let vaccination = laptop.vaccination(children[0], VaccinationOutcome::Administered);
    laptop.save(&vaccination);
    laptop.send_all(&Outcome::Stored);
    laptop.remove(Kind::Vaccination, vaccination.record);
    let sync = laptop.send_all(&Outcome::Stored);
    let account = laptop.store.account(sync).unwrap().unwrap();
    assert_eq!((account.vaccination_changes.len(), account.schools.len()), (1, 0));
}
