//! What waits to be sent, and the only way out.

use crate::laptop::Laptop;
use daybook_record::kind::Note;
use daybook_record::{Kind, Outcome};
use daybook_store::StoreError;
use daybook_store::view::{SendState, SyncEnd};

#[test]
fn an_edit_made_during_the_sync_stays_in_the_outbox() {
    let (laptop, children) = Laptop::with_school(1);
    let mut note = laptop.note(children[0], "calm");
    let first = laptop.save(&note);
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    note.facts.0.insert("text".to_owned(), "less calm".into());
    let second = laptop.save(&note);
    let frozen = laptop.store.frozen(sync, 0, 10, u64::MAX).unwrap();
    assert_eq!(frozen.iter().map(|queued| queued.change.id).collect::<Vec<_>>(), [first], "what was frozen is what is sent");
    assert_eq!(laptop.store.settle(&[laptop.receipt(first, 1, Outcome::Stored)], laptop.now()).unwrap(), 1);
    let waiting: Vec<_> = laptop.store.unsent_entries().unwrap().iter().map(|entry| entry.change).collect();
    assert_eq!(waiting, [second]);
    assert_eq!(laptop.store.frozen_left(sync).unwrap(), 0, "the sync is complete all the same");
}

#[test]
fn a_receipt_covers_only_the_revision_it_names() {
    let (laptop, children) = Laptop::with_school(1);
    let change = laptop.save(&laptop.note(children[0], "calm"));
    let settle = |revision| laptop.store.settle(&[laptop.receipt(change, revision, Outcome::Stored)], laptop.now()).unwrap();
    assert_eq!(settle(2), 0);
    assert_eq!(settle(1), 1);
    assert_eq!(settle(1), 0, "the second arrival of the same receipt changes nothing");
}

#[test]
fn a_receipt_for_something_never_made_here_is_passed_over() {
    let laptop = Laptop::new();
    let stray = laptop.receipt(laptop.change_id(), 1, Outcome::Stored);
    assert_eq!(laptop.store.settle(&[stray], laptop.now()).unwrap(), 0);
}

#[test]
fn a_batch_is_bounded_by_count_and_by_bytes_and_never_empty() {
    let (laptop, children) = Laptop::with_school(1);
    for number in 0..5 {
        laptop.save(&laptop.note(children[0], &format!("note {number}")));
    }
    let sync = laptop.sync_id();
    let set = laptop.store.begin_sync(sync, laptop.now()).unwrap();
    let frozen = |after, most, bytes| laptop.store.frozen(sync, after, most, bytes).unwrap();
    let all = frozen(0, 100, u64::MAX);
    assert_eq!((set.changes, set.bytes), (5, all.iter().map(|queued| queued.bytes).sum()));
    assert_eq!(frozen(0, 2, u64::MAX).len(), 2);
    assert_eq!(frozen(all[1].seq, 100, u64::MAX), all[2..]);
    assert_eq!(frozen(0, 100, all[0].bytes + all[1].bytes).len(), 2);
    assert_eq!(frozen(0, 100, 1).len(), 1, "one larger than the batch still goes");
}

#[test]
fn completed_is_said_only_when_every_change_holds_a_receipt() {
    let (laptop, children) = Laptop::with_school(1);
    let change = laptop.save(&laptop.note(children[0], "calm"));
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    let too_soon = laptop.store.end_sync(sync, SyncEnd::Completed, None, 0, laptop.now());
    assert!(matches!(too_soon, Err(StoreError::StillWaiting { left: 1 })), "it was completed though one waits: {too_soon:?}");
    assert_eq!(laptop.store.last_synced().unwrap(), None);
    laptop.store.settle(&[laptop.receipt(change, 1, Outcome::Stored)], laptop.now()).unwrap();
    laptop.store.end_sync(sync, SyncEnd::Completed, None, 0, laptop.now()).unwrap();
    assert_eq!(laptop.store.last_synced().unwrap(), Some(laptop.now()));
}

#[test]
fn what_was_on_its_way_waits_again_after_an_interruption() {
    let (laptop, children) = Laptop::with_school(1);
    let change = laptop.save(&laptop.note(children[0], "calm"));
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    laptop.store.mark_sending(&[change], laptop.now()).unwrap();
    let state = |laptop: &Laptop| laptop.store.unsent_entries().unwrap()[0].state;
    assert_eq!(state(&laptop), SendState::Sending);
    let laptop = laptop.reopened();
    assert_eq!(laptop.store.close_interrupted(laptop.now()).unwrap(), 1);
    assert_eq!(state(&laptop), SendState::Waiting);
    assert_eq!(laptop.store.history(5).unwrap()[0].end, SyncEnd::Interrupted);
    let next = laptop.sync_id();
    assert_eq!(laptop.store.begin_sync(next, laptop.now()).unwrap().changes, 1, "it goes out with the next sync");
    assert_eq!(laptop.store.account(sync).unwrap().unwrap().received, 0);
}

#[test]
fn a_restored_service_is_offered_everything_again_in_the_old_order() {
    let (laptop, children) = Laptop::with_school(1);
    let changes: Vec<_> = (0..3).map(|number| laptop.save(&laptop.note(children[0], &format!("note {number}")))).collect();
    laptop.send_all(&Outcome::Stored);
    assert_eq!(laptop.store.receipted().unwrap(), changes);
    let later = laptop.save(&laptop.note(children[0], "later"));
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    assert_eq!(laptop.store.reopen(&changes[1..], sync).unwrap(), 2);
    let again: Vec<_> = laptop.store.frozen(sync, 0, 10, u64::MAX).unwrap().iter().map(|queued| queued.change.id).collect();
    assert_eq!(again, [changes[1], changes[2], later]);
    assert_eq!(laptop.store.account(sync).unwrap().unwrap().total, 3, "the account tells of them too");
    assert_eq!(laptop.store.receipted().unwrap(), changes[..1]);
}

#[test]
fn failures_are_counted_since_the_last_sync_that_completed() {
    let laptop = Laptop::new();
    let ended = |end| {
        let sync = laptop.sync_id();
        laptop.store.begin_sync(sync, laptop.now()).unwrap();
        laptop.store.end_sync(sync, end, Some("7F3K".to_owned()), 0, laptop.now()).unwrap();
        laptop.store.failures_in_a_row().unwrap()
    };
    assert_eq!(ended(SyncEnd::ServiceFailing), 1);
    assert_eq!(ended(SyncEnd::Stopped), 1, "what a person stopped did not fail");
    assert_eq!(ended(SyncEnd::LinkLost), 2);
    assert_eq!(ended(SyncEnd::Completed), 0);
}

#[test]
fn a_save_and_a_reader_do_not_wait_for_each_other() {
    let (laptop, children) = Laptop::with_school(50);
    std::thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(laptop.store.find_children(&Default::default(), laptop.today()).unwrap().len(), 50);
                }
            });
        }
        for child in &children {
            laptop.save(&laptop.note(*child, "calm"));
        }
    });
    assert_eq!(laptop.store.unsent().unwrap().changes, 50);
    assert!(laptop.store.typed::<Note>(Kind::Note, laptop.id()).unwrap().is_none());
}
