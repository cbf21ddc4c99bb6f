//! A draft carried over to another version of its form: told field by field before it is done.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::{Carried, Fate, FaultCode, Place, carry_over};
use sample::{answers, form_of, now, ready};
use serde_json::{Value, json};

fn carried(old: Value, new: Value, draft: Value) -> (Vec<(String, Vec<usize>, Fate)>, Value) {
    let (old, new) = (ready(&form_of(old)), ready(&form_of(new)));
    let preview = carry_over(&old, &new, &answers(draft), &now());
    let fields = preview.fields.into_iter().map(|Carried { place: Place { field, rows }, fate }| (field, rows, fate));
    (fields.collect(), preview.answers.into())
}

#[test]
fn every_answer_has_a_fate_and_nothing_happens_unseen() {
    let (fates, after) = carried(
        json!([
            { "id": "name", "kind": { "type": "text" } },
            { "id": "age", "kind": { "type": "integer" } },
            { "id": "house", "kind": { "type": "integer" } },
            { "id": "colour", "kind": { "type": "text" } },
            { "id": "unanswered", "kind": { "type": "text" } },
        ]),
        json!([
            { "id": "name", "kind": { "type": "text" } },
            { "id": "age", "kind": { "type": "integer", "max": 99 } },
            { "id": "house", "kind": { "type": "text" } },
            { "id": "phone", "kind": { "type": "text" }, "required": true },
        ]),
        json!({ "name": "Amina", "age": 120, "house": 7, "colour": "blue" }),
    );
    let expected = [
        ("name", Fate::Kept),
        ("age", Fate::NoLongerValid { code: FaultCode::TooLarge }),
        ("house", Fate::Rewritten),
        ("colour", Fate::Dropped),
        ("phone", Fate::New),
    ];
    assert_eq!(fates, expected.map(|(field, fate)| (field.to_owned(), vec![], fate)));
    assert_eq!(after, json!({ "name": "Amina", "age": 120, "house": "7" }));
}

#[test]
fn rows_are_carried_row_by_row() {
    let group = |fields: Value| json!([{ "id": "members", "kind": { "type": "repeat", "fields": fields } }]);
    let (fates, after) = carried(
        group(json!([{ "id": "name", "kind": { "type": "text" } }, { "id": "sex", "kind": { "type": "text" } }])),
        group(json!([{ "id": "name", "kind": { "type": "text", "min_length": 2 } }, { "id": "age", "kind": { "type": "integer" } }])),
        json!({ "members": [{ "name": "Amina", "sex": "f" }, { "name": "B" }] }),
    );
    let expected = [
        ("members", vec![], Fate::Kept),
        ("name", vec![0], Fate::Kept),
        ("sex", vec![0], Fate::Dropped),
        ("name", vec![1], Fate::NoLongerValid { code: FaultCode::TooShort }),
        ("age", vec![], Fate::New),
    ];
    assert_eq!(fates, expected.map(|(field, rows, fate)| (field.to_owned(), rows, fate)));
    assert_eq!(after, json!({ "members": [{ "name": "Amina" }, { "name": "B" }] }));
}

#[test]
fn a_field_that_moved_into_a_group_is_another_field() {
    let (fates, after) = carried(
        json!([{ "id": "name", "kind": { "type": "text" } }]),
        json!([{ "id": "members", "kind": { "type": "repeat", "fields": [{ "id": "name", "kind": { "type": "text" } }] } }]),
        json!({ "name": "Amina" }),
    );
    assert_eq!(fates[0], ("name".to_owned(), vec![], Fate::Dropped));
    assert_eq!(after, json!({}));
}

#[test]
fn the_same_form_keeps_everything() {
    let form = sample::sample();
    let draft =
        answers(json!({ "consent": true, "head": "Amina", "nets": 1, "visited": "2026-09-14", "members": [{ "name": "A", "age": 3 }] }));
    let preview = carry_over(&form, &form, &draft, &now());
    assert!(preview.fields.iter().all(|carried| carried.fate == Fate::Kept), "{:?}", preview.fields);
    assert_eq!(preview.answers, draft);
}
