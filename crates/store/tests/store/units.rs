//! Parts of a sync: what was asked for waits in its order, over a restart too; and how each ended stays known.

use crate::laptop::Laptop;
use daybook_record::Unit;
use daybook_record::unit::Priority;
use daybook_store::view::SyncEnd;

#[test]
fn what_is_more_urgent_goes_first_and_what_is_asked_for_twice_runs_once() {
    let laptop = Laptop::new();
    let (store, at) = (&laptop.store, laptop.now());
    store.ask(&[Unit::Forms, Unit::Contacts], Priority::Quiet, false, at).unwrap();
    store.ask(&[Unit::Records], Priority::Pressed, false, at).unwrap();
    store.ask(&[Unit::Forms], Priority::Pressed, false, at).unwrap();
    store.ask(&[Unit::Records], Priority::Quiet, false, at).unwrap();
    assert_eq!(store.next_asked().unwrap(), [Unit::Forms, Unit::Records]);
    store.end_unit(Unit::Forms, None, at).unwrap();
    store.end_unit(Unit::Records, Some(SyncEnd::LinkLost), at).unwrap();
    assert_eq!(store.next_asked().unwrap(), [Unit::Contacts]);
    store.ask(&[Unit::People], Priority::Quiet, true, at).unwrap();
    assert_eq!(store.next_asked().unwrap(), [Unit::People], "what waited before is discarded");
}

#[test]
fn what_was_asked_for_is_still_asked_for_after_a_restart() {
    let laptop = Laptop::new();
    laptop.store.ask(&[Unit::Forms], Priority::Pressed, false, laptop.now()).unwrap();
    let laptop = laptop.reopened();
    assert_eq!(laptop.store.next_asked().unwrap(), [Unit::Forms]);
}

#[test]
fn a_failure_does_not_take_away_when_it_last_went_well() {
    let laptop = Laptop::new();
    let (well, badly) = (laptop.now(), laptop.now().plus_seconds(60));
    laptop.store.end_unit(Unit::Forms, None, well).unwrap();
    laptop.store.end_unit(Unit::Forms, Some(SyncEnd::LinkLost), badly).unwrap();
    let rows = laptop.store.units().unwrap();
    let row = rows.iter().find(|row| row.unit == Unit::Forms).unwrap();
    assert_eq!((row.succeeded_at, row.failed_at, row.failure), (Some(well), Some(badly), Some(SyncEnd::LinkLost)));
    laptop.store.end_unit(Unit::Forms, None, badly).unwrap();
    let row = laptop.store.units().unwrap().remove(0);
    assert_eq!((row.succeeded_at, row.failed_at, row.failure, row.asked), (Some(badly), None, None, false));
}
