//! The laws of merging, tried on whatever comes: the service may meet changes in any order, and must come to the same.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use daybook_record::merge::{Held, Merge, merge};
use daybook_record::{Change, ChangeId, DeviceId, Facts, Kind, Made, Moment, RecordId, UserId, Verb, Version};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

const BASE: Version = 10;

fn change(number: u128, device: u128, base: Option<Version>, verb: Verb, facts: &BTreeMap<String, Value>) -> Change {
    Change {
        id: ChangeId(Uuid::from_u128(number)),
        kind: Kind::Note,
        record: RecordId(Uuid::from_u128(1)),
        revision: 1,
        base,
        verb,
        facts: Facts(facts.clone()),
        person: UserId(Uuid::from_u128(device)),
        device: DeviceId(Uuid::from_u128(device)),
        made: Made { at: Moment::at(0, 0), monotonic_ms: 0, offset_seconds: None },
    }
}

/// A record that a third device made as number [`BASE`].
fn start(facts: &BTreeMap<String, Value>) -> Held {
    match merge(None, &change(1, 99, None, Verb::Create, facts), BASE) {
        Merge::Becomes { held, .. } => held,
        other => panic!("a first change makes a record: {other:?}"),
    }
}

fn applied(held: &Held, change: &Change, version: Version) -> Held {
    match merge(Some(held), change, version) {
        Merge::Becomes { held, .. } => held,
        Merge::Same => held.clone(),
        other => panic!("must apply: {other:?}"),
    }
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-c]{1,2}".prop_map(Value::from),
        (0..4_i64).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(json!("2026-06-01T09:30:00+01:00")),
        Just(json!("2026-06-01T08:30:00Z")),
    ]
}

fn facts(names: &'static str) -> impl Strategy<Value = BTreeMap<String, Value>> {
    proptest::collection::btree_map(names, value(), 0..4)
}

proptest! {
    #[test]
    fn arrival_order_of_changes_to_different_fields_does_not_matter(was in facts("[a-h]"), one in facts("[a-d]"), other in facts("[e-h]")) {
        let held = start(&was);
        let (one, other) = (change(2, 1, Some(BASE), Verb::Edit, &one), change(3, 2, Some(BASE), Verb::Edit, &other));
        let one_first = applied(&applied(&held, &one, 11), &other, 12);
        let other_first = applied(&applied(&held, &other, 11), &one, 12);
        prop_assert_eq!(one_first.facts, other_first.facts);
    }

    #[test]
    fn the_same_field_set_to_different_values_clashes_in_either_order(was in facts("[a-d]"), mine in "[k-p]{3}", theirs in "[q-z]{3}") {
        let held = start(&was);
        let set = |text: &str| BTreeMap::from([("a".to_owned(), Value::from(text))]);
        let (mine, theirs) = (change(2, 1, Some(BASE), Verb::Edit, &set(&mine)), change(3, 2, Some(BASE), Verb::Edit, &set(&theirs)));
        for (first, second) in [(&mine, &theirs), (&theirs, &mine)] {
            let after = applied(&held, first, 11);
            let Merge::Clash(clashes) = merge(Some(&after), second, 12) else { panic!("must clash") };
            prop_assert_eq!((clashes.len(), clashes[0].field.as_str()), (1, "a"));
        }
    }

    #[test]
    fn one_clash_keeps_the_whole_change(was in facts("[a-d]"), others in facts("[e-h]")) {
        let held = start(&was);
        let first = change(2, 1, Some(BASE), Verb::Edit, &BTreeMap::from([("a".to_owned(), json!("kkk"))]));
        let after = applied(&held, &first, 11);
        let mut both = others;
        both.insert("a".to_owned(), json!("qqq"));
        let before = after.clone();
        let clashed = matches!(merge(Some(&after), &change(3, 2, Some(BASE), Verb::Edit, &both), 12), Merge::Clash(_));
        prop_assert!(clashed);
        prop_assert_eq!(after, before);
    }

    #[test]
    fn a_change_that_arrives_twice_changes_nothing_the_second_time(was in facts("[a-h]"), edit in facts("[a-h]")) {
        let held = start(&was);
        let edit = change(2, 1, Some(BASE), Verb::Edit, &edit);
        let once = applied(&held, &edit, 11);
        prop_assert_eq!(merge(Some(&once), &edit, 12), Merge::Same);
    }

    #[test]
    fn a_device_never_clashes_with_itself(was in facts("[a-h]"), edits in proptest::collection::vec(facts("[a-h]"), 1..6)) {
        let mut held = start(&was);
        for (number, edit) in edits.iter().enumerate() {
            // It never hears of its own writes: its base stays where it was.
            let edit = change(2 + number as u128, 1, Some(BASE), Verb::Edit, edit);
            held = applied(&held, &edit, 11 + number as Version);
        }
        let mut last = Facts(was).normalised();
        for edit in edits {
            last = last.with(&Facts(edit));
        }
        prop_assert!(held.facts.same_as(&last));
    }

    #[test]
    fn whoever_has_seen_the_last_version_never_clashes(was in facts("[a-h]"), one in facts("[a-h]"), other in facts("[a-h]")) {
        let held = applied(&start(&was), &change(2, 1, Some(BASE), Verb::Edit, &one), 11);
        let other = change(3, 2, Some(held.version), Verb::Edit, &other);
        let clashed = matches!(merge(Some(&held), &other, 12), Merge::Clash(_));
        prop_assert!(!clashed);
    }

    #[test]
    fn merging_is_the_same_on_every_replica(was in facts("[a-h]"), edit in facts("[a-h]"), base in proptest::option::of(0..20_u64)) {
        let (held, edit) = (start(&was), change(2, 1, base, Verb::Edit, &edit));
        prop_assert_eq!(merge(Some(&held), &edit, 11), merge(Some(&held), &edit, 11));
    }

    #[test]
    fn what_is_stored_has_no_nulls_and_a_mark_for_each_field(was in facts("[a-h]"), edit in facts("[a-h]")) {
        let held = applied(&start(&was), &change(2, 1, Some(BASE), Verb::Edit, &edit), 11);
        prop_assert!(held.facts.0.values().all(|value| !value.is_null()));
        prop_assert!(held.facts.0.keys().all(|field| held.marks.contains_key(field)));
    }
}

#[test]
fn a_change_of_what_was_never_seen_is_unknown() {
    let edit = change(1, 1, None, Verb::Edit, &BTreeMap::new());
    assert_eq!(merge(None, &edit, 1), Merge::Unknown);
}

#[test]
fn removing_and_restoring_are_changes_like_any_other() {
    let held = start(&BTreeMap::from([("a".to_owned(), json!("x"))]));
    let removed = applied(&held, &change(2, 1, Some(BASE), Verb::Remove, &BTreeMap::new()), 11);
    assert!(removed.removed && removed.facts == held.facts);
    let restored = applied(&removed, &change(3, 1, Some(BASE), Verb::Restore, &BTreeMap::new()), 12);
    assert!(!restored.removed);
    // Somebody else edits what was removed meanwhile: a person decides.
    let edit = change(4, 2, Some(BASE), Verb::Edit, &BTreeMap::from([("a".to_owned(), json!("y"))]));
    assert!(matches!(merge(Some(&removed), &edit, 12), Merge::Clash(_)));
}

#[test]
fn two_nurses_who_register_one_child_alike_agree_and_the_first_stays() {
    let attendance = |status: &str, at: &str, by: &str| {
        BTreeMap::from([("status".to_owned(), json!(status)), ("at".to_owned(), json!(at)), ("recorded_by".to_owned(), json!(by))])
    };
    let of =
        |device, facts: &BTreeMap<String, Value>| Change { kind: Kind::Attendance, ..change(device, device, None, Verb::Create, facts) };
    let nadia = of(1, &attendance("attending", "2026-09-14T09:30:00+01:00", "Nadia"));
    let omar_alike = of(2, &attendance("attending", "2026-09-14T09:31:00+01:00", "Omar"));
    let omar_not = of(3, &attendance("not_attending", "2026-09-14T09:31:00+01:00", "Omar"));
    let held = applied(&start(&BTreeMap::new()), &nadia, BASE + 1);
    assert_eq!(merge(Some(&held), &omar_alike, BASE + 2), Merge::Same);
    let Merge::Clash(clashes) = merge(Some(&held), &omar_not, BASE + 2) else { panic!("one says yes, the other no") };
    assert_eq!(clashes.iter().map(|clash| clash.field.as_str()).collect::<Vec<_>>(), ["status"]);
}
