//! XPath as forms write it, read into rules: what is converted means what it meant, and the rest is told by its place.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::import::{Names, NotConverted, convert};
use proptest::prelude::*;
use sample::{computed, form_of, look, ready};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn names() -> BTreeSet<String> {
    ["age", "sex", "signs", "birth", "rows", "weight"].map(str::to_owned).into()
}

fn logic(text: &str) -> Result<Value, NotConverted> {
    let (fields, columns) = (names(), BTreeSet::from(["district".to_owned()]));
    convert(text, Names { fields: &fields, columns: Some(&columns), this: true, repeated: true })
}

fn told(text: &str) -> String {
    logic(text).unwrap_err().to_string()
}

#[test]
fn operators_bind_as_they_do_in_xpath() {
    let cases = [
        ("${age} > 5 and ${sex} = 'f'", json!({ "and": [{ ">": [{ "var": "age" }, 5] }, { "==": [{ "var": "sex" }, "f"] }] })),
        ("1 + 2 * 3", json!({ "+": [1, { "*": [2, 3] }] })),
        ("(1 + 2) * 3", json!({ "*": [{ "+": [1, 2] }, 3] })),
        ("7 - 2 - 1", json!({ "-": [{ "-": [7, 2] }, 1] })),
        ("1 < 2 = true()", json!({ "==": [{ "<": [1, 2] }, true] })),
        ("true() or false() and false()", json!({ "or": [true, { "and": [false, false] }] })),
        ("-${age} mod 2", json!({ "%": [{ "-": [{ "var": "age" }] }, 2] })),
        ("-3 div .5", json!({ "/": [-3, 0.5] })),
        (
            ". >= 0 and . <= 120 and . != 7",
            json!({ "and": [{ ">=": [{ "this": [] }, 0] }, { "<=": [{ "this": [] }, 120] }, { "!=": [{ "this": [] }, 7] }] }),
        ),
        ("district = ${sex}", json!({ "==": [{ "choice": "district" }, { "var": "sex" }] })),
        ("position(..)", json!({ "position": [] })),
        ("once(today())", json!({ "coalesce": [{ "this": [] }, { "today": [] }] })),
        ("selected(${signs}, ‘fever’)", json!({ "selected": [{ "var": "signs" }, "fever"] })),
        ("substr(${sex}, 1, 3)", json!({ "substr": [{ "var": "sex" }, 1, 2] })),
    ];
    for (text, expected) in cases {
        assert_eq!(logic(text), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_converted_comes_to_what_it_meant() {
    let cases = [
        ("if(${age} < 5, 'child', concat('adult ', string(${age})))", json!("adult 36")),
        ("int((today() - ${birth}) div 365.25)", json!(16)),
        ("count-selected(${signs}) = 2 and selected(${signs}, 'cough')", json!(true)),
        ("coalesce(${sex}, 'unknown')", json!("unknown")),
        ("sum(${weight}) div count(${rows})", json!(3.5)),
        ("round(max(${weight}) * 1.05, 1)", json!(4.2)),
        ("string-length('Amélie') - 1", json!(5)),
        ("regex('M-07', '[A-Z]-[0-9]{2}')", json!(true)),
        ("regex('xM-07', '[A-Z]-[0-9]{2}')", json!(false)),
        ("contains('daybook', 'book') and starts-with('daybook', 'day')", json!(true)),
        ("format-date(${birth}, '%d/%m/%Y')", json!("14/09/2010")),
        ("not(${sex} = '') or false()", json!(false)),
        ("selected-at(${signs}, 0)", json!("fever")),
        ("pow(2, 10)", json!(1024)),
        ("date(today() + 1)", json!("2026-09-15")),
        ("number('3') + number('x')", Value::Null),
        ("join(', ', ${weight})", json!("3, 4")),
    ];
    for (text, expected) in cases {
        let fields = names();
        let rule = convert(text, Names { fields: &fields, columns: None, this: false, repeated: false })
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        let mut form = form_of(json!([
            { "id": "age", "kind": { "type": "integer" } },
            { "id": "sex", "kind": { "type": "text" } },
            { "id": "signs", "kind": { "type": "choice", "list": "signs", "many": true } },
            { "id": "birth", "kind": { "type": "date" } },
            { "id": "rows", "kind": { "type": "repeat", "fields": [{ "id": "weight", "kind": { "type": "decimal" } }] } },
            { "id": "result", "kind": { "type": "hidden" }, "computed": rule },
        ]));
        form["choices"] = json!({ "signs": [{ "value": "fever", "label": "title" }, { "value": "cough", "label": "title" }] });
        let draft = json!({ "age": 36, "signs": ["fever", "cough"], "birth": "2010-09-14", "rows": [{ "weight": 3 }, { "weight": 4 }] });
        assert_eq!(computed(&look(&ready(&form), draft), "result"), [expected], "{text}");
    }
}

#[test]
fn what_cannot_be_converted_is_told_by_its_place() {
    assert_eq!(told("${agee} > 1"), "character 1: there is no question “agee”");
    assert_eq!(told("1 + pulldata('x', 'y')"), "character 5: the function “pulldata” cannot be converted");
    assert_eq!(told("1 + ../age"), "character 5: paths through the form cannot be converted; write ${name}");
    assert_eq!(told("1 +"), "the expression ends too early");
    assert_eq!(told("1 2"), "character 3: this cannot stand here");
    assert_eq!(told("age > 1"), "character 1: “age” is neither a function nor a column of the choices");
    assert_eq!(told("/data/age"), "character 1: paths through the form cannot be converted; write ${name}");
    assert_eq!(told("'open"), "character 1: “'” cannot be read here");
    assert_eq!(told("regex(., '(?=x)')"), "character 1: “regex” cannot be converted with these arguments");
    assert_eq!(told("format-date(today(), '%b')"), "character 1: “format-date” cannot be converted with these arguments");
    assert_eq!(told("not()"), "character 1: “not” cannot be converted with these arguments");
    assert_eq!(told(&"(".repeat(5_000)), "the expression has too many brackets within brackets");
    assert_eq!(told(&"1+".repeat(9_000)), "the expression is too long");
    assert_eq!(told(""), "the expression ends too early");
}

proptest! {
    #[test]
    fn no_text_makes_the_reading_panic(text in "\\PC{0,80}") {
        let _ = logic(&text);
    }

    #[test]
    fn no_row_of_words_makes_the_reading_panic(words in proptest::collection::vec(prop_oneof![
        Just("${age}"), Just("."), Just(".."), Just("("), Just(")"), Just(","), Just("and"), Just("div"), Just("="), Just("<="), Just("-"),
        Just("'x'"), Just("7"), Just("if("), Just("selected("), Just("regex("), Just("substr("), Just("district"), Just("${"), Just("é"),
    ], 0..24)) {
        if let Ok(rule) = logic(&words.join(" ")) {
            prop_assert!(rule.is_object() || !rule.is_null());
        }
    }
}
