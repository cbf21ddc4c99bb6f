//! What holds for whatever comes: nothing panics, the same gives the same, and a form written down is the form that was read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::{Answers, Definition, Form, Limits, carry_over};
use proptest::prelude::*;
use sample::{form_of, household, now, sample};
use serde_json::{Map, Value, json};

/// Any JSON, not deep.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-5_i64..40).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof!["[a-c ]{0,3}", "\\PC{0,6}", Just("2026-09-14".to_owned()), Just("12:30".to_owned())].prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let keys = prop_oneof![Just("a"), Just("b"), Just("var"), Just("=="), Just("this"), Just("sum")];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(keys, inner, 0..3)
                .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

/// An expression that can be compiled in a form with the fields `a`, `b` and, in rows, `c`.
fn expression() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop_oneof![Just("a"), Just("b"), Just("c")].prop_map(|field| json!({ "var": field })),
        (-3_i64..40).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just("x"), Just(""), Just("2026-09-14"), Just("é y")].prop_map(Value::from),
        Just(json!({ "today": [] })),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 32, 3, |inner| {
        let two = prop_oneof![
            Just("=="),
            Just("<"),
            Just(">="),
            Just("+"),
            Just("-"),
            Just("*"),
            Just("/"),
            Just("%"),
            Just("pow"),
            Just("and"),
            Just("or"),
            Just("cat"),
            Just("in"),
            Just("substr"),
            Just("round"),
            Just("selected"),
            Just("selected_at"),
            Just("join"),
            Just("format_date"),
            Just("max"),
        ];
        let one = prop_oneof![
            Just("!"),
            Just("int"),
            Just("abs"),
            Just("length"),
            Just("sum"),
            Just("count"),
            Just("date"),
            Just("days"),
            Just("string")
        ];
        prop_oneof![
            (two, inner.clone(), inner.clone()).prop_map(|(name, one, two)| json!({ name: [one, two] })),
            (one, inner.clone()).prop_map(|(name, one)| json!({ name: [one] })),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(one, two, three)| json!({ "if": [one, two, three] })),
            (inner.clone(), inner).prop_map(|(one, two)| json!([one, two])),
        ]
    })
}

fn with_rules(visible: &Value, computed: &Value, constraint: &Value) -> Form {
    sample::ready(&form_of(json!([
        { "id": "a", "kind": { "type": "integer" }, "constraint": constraint },
        { "id": "b", "kind": { "type": "text" } },
        { "id": "rows", "kind": { "type": "repeat", "fields": [{ "id": "c", "kind": { "type": "decimal" } }, { "id": "d", "kind": { "type": "text" }, "computed": computed }] } },
        { "id": "e", "kind": { "type": "yes_no" }, "visible": visible, "required": computed },
    ])))
}

fn filled() -> impl Strategy<Value = Answers> {
    let rows = proptest::collection::vec(prop_oneof![anything(), anything().prop_map(|c| json!({ "c": c }))], 0..4);
    (anything(), anything(), prop_oneof![rows.prop_map(Value::from), anything()], anything()).prop_map(|(a, b, rows, e)| {
        [("a", a), ("b", b), ("rows", rows), ("e", e)].into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    })
}

proptest! {
    #[test]
    fn no_bytes_make_the_reading_of_a_form_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Form::parse(&bytes, &Limits::default());
    }

    #[test]
    fn no_spoilt_byte_makes_the_reading_of_a_form_panic(spoilt in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = sample().definition().canonical();
        for (at, byte) in spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(form) = Form::parse(&bytes, &Limits::default()) {
            let again = Definition::parse(&form.definition().canonical(), &Limits::default()).unwrap();
            prop_assert_eq!(again.sha256(), form.definition().sha256());
        }
    }

    #[test]
    fn no_change_to_a_form_makes_the_reading_of_it_panic(at in 0_usize..9, with in anything(), inside in 0_usize..12) {
        let mut form = household();
        let key = ["id", "version", "title", "default_language", "pages", "fields", "choices", "messages", "fields"][at];
        match form[key].as_array_mut().and_then(|items| items.get_mut(inside)) {
            Some(Value::Object(map)) if at == 8 => { map.insert("computed".to_owned(), with); }
            Some(item) => *item = with,
            None => form[key] = with,
        }
        let _ = Form::parse(form.to_string().as_bytes(), &Limits::default());
    }

    #[test]
    fn a_form_written_down_is_the_form_that_was_read(visible in expression(), computed in expression(), constraint in expression()) {
        let form = with_rules(&visible, &computed, &constraint);
        let bytes = form.definition().canonical();
        let again = Definition::parse(&bytes, &Limits::default()).unwrap();
        prop_assert_eq!(&again, form.definition());
        prop_assert_eq!(again.canonical(), bytes);
    }

    #[test]
    fn the_same_answers_give_the_same_look(visible in expression(), computed in expression(), constraint in expression(), draft in filled()) {
        let form = with_rules(&visible, &computed, &constraint);
        let look = form.look(&draft, &now());
        prop_assert_eq!(&form.look(&draft, &now()), &look);
        prop_assert_eq!(&with_rules(&visible, &computed, &constraint).look(&draft, &now()), &look);
    }

    #[test]
    fn an_entry_without_faults_is_one_on_the_service_too(visible in expression(), computed in expression(), draft in filled()) {
        let form = with_rules(&visible, &computed, &Value::Bool(true));
        let sent = form.sent(&draft, &now());
        if form.look(&draft, &now()).is_complete() {
            prop_assert_eq!(form.faults(&sent, &now()), vec![]);
            prop_assert_eq!(form.sent(&sent, &now()), sent);
        }
    }

    #[test]
    fn a_complete_look_and_the_schema_agree(draft in filled()) {
        let form = with_rules(&json!(true), &json!("x"), &json!(true));
        let schema = jsonschema::options().should_validate_formats(true).build(&form.definition().schema()).unwrap();
        let mut draft = draft;
        draft.insert("e".to_owned(), true.into());
        if form.look(&draft, &now()).is_complete() {
            prop_assert!(schema.is_valid(&Value::from(form.sent(&draft, &now()))));
        }
    }

    #[test]
    fn no_draft_makes_anything_panic(draft in filled(), other in anything()) {
        let form = sample();
        let mut draft: Map<String, Value> = draft;
        for field in ["consent", "members", "district", "village", "nets", "gps", "visited"] {
            draft.insert(field.to_owned(), other.clone());
        }
        let _ = (form.look(&draft, &now()), form.sent(&draft, &now()), form.faults(&draft, &now()));
        let _ = carry_over(&form, &with_rules(&json!(1), &json!(2), &json!(3)), &draft, &now());
    }
}
