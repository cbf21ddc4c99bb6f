//! What was used, on the device: a bounded queue, the oldest dropped first and counted, sent under one name until it is there.

use crate::laptop::Laptop;
use daybook_record::used::{Event, Used};
use daybook_store::MOST_USED;
use uuid::Uuid;

fn event(laptop: &Laptop, what: Used, ms: u32) -> Event {
    Event { what, ms, day: laptop.today() }
}

#[test]
fn the_queue_is_bounded_and_what_finds_no_room_is_counted() {
    let laptop = Laptop::new();
    laptop.store.note_used(event(&laptop, Used::OpenHelp, 1)).unwrap();
    for _ in 0..MOST_USED + 1 {
        laptop.store.note_used(event(&laptop, Used::OpenMap, 2)).unwrap();
    }
    let card = laptop.store.usage(true).unwrap();
    assert_eq!((card.dropped, card.waiting.len(), card.waiting[0].what, card.waiting[0].times), (2, 1, Used::OpenMap, MOST_USED));
}

#[test]
fn what_is_under_way_comes_again_under_its_name_and_what_was_used_since_stays() {
    let laptop = Laptop::new();
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(laptop.store.used_batch(one, 10).unwrap(), None);
    laptop.store.note_used(event(&laptop, Used::OpenMap, 5)).unwrap();
    let first = laptop.store.used_batch(one, 10).unwrap().unwrap();
    laptop.store.note_used(event(&laptop, Used::Sync, 6)).unwrap();
    assert_eq!(laptop.store.used_batch(two, 10).unwrap().unwrap(), first, "its reply was lost");
    laptop.store.used_sent(first.request).unwrap();
    let second = laptop.store.used_batch(two, 10).unwrap().unwrap();
    assert_eq!((second.request, second.events), (two, vec![event(&laptop, Used::Sync, 6)]));
    laptop.store.forget_used().unwrap();
    assert!(laptop.store.usage(false).unwrap().waiting.is_empty());
    assert_eq!(laptop.store.used_batch(one, 10).unwrap(), None);
}
