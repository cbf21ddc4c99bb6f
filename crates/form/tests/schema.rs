//! The schema of a form's data: what it says, and that it says the same as the look.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::FaultCode::{self, *};
use sample::{faults, form_of, look, ready, sample};
use serde_json::{Value, json};

#[test]
fn the_schema_of_the_sample_is_a_schema_of_2020_12() {
    let schema = sample().definition().schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    assert_eq!(schema["properties"]["members"]["items"]["properties"]["birth"], json!({ "type": "string", "format": "date" }));
    assert_eq!(schema["properties"]["village"], json!({ "$ref": "#/$defs/village" }));
    assert_eq!(schema["additionalProperties"], json!(false));
}

#[test]
fn what_is_sent_fits_the_schema_that_others_validate_with() {
    let form = sample();
    let schema = jsonschema::draft202012::new(&form.definition().schema()).unwrap();
    let draft = json!({ "consent": true, "head": "Amina", "district": "n", "members": [{ "name": "Amina", "birth": "1990-01-01" }, { "name": "B" }] });
    let sent = form.sent(&sample::answers(draft), &sample::now());
    assert!(schema.is_valid(&Value::from(sent)));
}

#[test]
fn every_kind_says_what_is_wrong_in_its_own_code() {
    let cases: &[(Value, Value, &[FaultCode])] = &[
        (json!({ "type": "text", "max_length": 3 }), json!("dia\u{300}"), &[TooLong]),
        (json!({ "type": "text", "min_length": 3 }), json!("di"), &[TooShort]),
        (json!({ "type": "text" }), json!(true), &[NotText]),
        (json!({ "type": "integer", "max": 3 }), json!(4), &[TooLarge]),
        (json!({ "type": "integer", "min": 3 }), json!(2), &[TooSmall]),
        (json!({ "type": "integer" }), json!("2"), &[NotANumber]),
        (json!({ "type": "integer" }), json!(2.5), &[NotWhole]),
        (json!({ "type": "integer" }), json!(2.0), &[]),
        (json!({ "type": "decimal", "max": 0.5 }), json!(0.75), &[TooLarge]),
        (json!({ "type": "decimal" }), json!("a"), &[NotANumber]),
        (json!({ "type": "date" }), json!("2026-02-29"), &[NotADate]),
        (json!({ "type": "date" }), json!("2024-02-29"), &[]),
        (json!({ "type": "time" }), json!("24:00"), &[NotATime]),
        (json!({ "type": "time" }), json!("09:30:59"), &[]),
        (json!({ "type": "date_time" }), json!("2026-09-14 09:30"), &[NotADateTime]),
        (json!({ "type": "date_time" }), json!("2026-09-14T09:30:00+02:00"), &[]),
        (json!({ "type": "choice", "list": "l" }), json!("z"), &[NotAChoice]),
        (json!({ "type": "choice", "list": "l" }), json!(["x"]), &[NotAChoice]),
        (json!({ "type": "choice", "list": "l", "many": true }), json!(["x", "z"]), &[NotAChoice]),
        (json!({ "type": "choice", "list": "l", "many": true }), json!(["x", "x"]), &[ChosenTwice]),
        (json!({ "type": "choice", "list": "l", "many": true }), json!(["x", "y"]), &[]),
        (json!({ "type": "yes_no" }), json!("yes"), &[NotYesOrNo]),
        (json!({ "type": "photo" }), json!({ "sha256": "short" }), &[Malformed]),
        (json!({ "type": "signature" }), json!({ "sha256": "a".repeat(64), "media_type": "image/png", "bytes": 12 }), &[]),
        (json!({ "type": "barcode" }), json!(5), &[NotText]),
        (json!({ "type": "coordinates" }), json!({ "latitude": 91, "longitude": 0 }), &[Malformed]),
        (json!({ "type": "coordinates", "accuracy": 10.0 }), json!({ "latitude": 1, "longitude": 0, "accuracy": 11 }), &[TooInaccurate]),
        (json!({ "type": "coordinates" }), json!({ "latitude": 1 }), &[Malformed]),
        (json!({ "type": "hidden" }), json!({}), &[Malformed]),
        (json!({ "type": "repeat", "fields": [], "min": 2 }), json!([{}]), &[TooFewRows]),
        (json!({ "type": "repeat", "fields": [], "max": 1 }), json!([{}, {}]), &[TooManyRows]),
        (json!({ "type": "repeat", "fields": [] }), json!("rows"), &[Malformed]),
        (json!({ "type": "repeat", "fields": [] }), json!([1]), &[Malformed]),
    ];
    for (kind, answer, expected) in cases {
        let mut form = form_of(json!([{ "id": "a", "kind": kind }]));
        form["choices"] = json!({ "l": [{ "value": "x", "label": "title" }, { "value": "y", "label": "title" }] });
        let found: Vec<_> = faults(&look(&ready(&form), json!({ "a": answer }))).into_iter().map(|(.., code)| code).collect();
        assert_eq!(&found, expected, "{kind} {answer}");
    }
}

#[test]
fn a_fault_in_several_choices_is_told_of_its_row_and_not_of_the_choice() {
    let group = json!({ "type": "repeat", "fields": [{ "id": "signs", "kind": { "type": "choice", "list": "l", "many": true } }] });
    let mut form = form_of(json!([{ "id": "rows", "kind": group }]));
    form["choices"] = json!({ "l": [{ "value": "x", "label": "title" }] });
    let found = faults(&look(&ready(&form), json!({ "rows": [{ "signs": ["x"] }, { "signs": ["x", "y", "z"] }] })));
    assert_eq!(found, [("signs".to_owned(), vec![1], NotAChoice)]);
}
