//! What a form comes to while it is filled in: what is seen, computed, wrong and missing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::{FaultCode, Place, Wanted};
use sample::{answers, computed, faults, form_of, look, now, ready, sample, visible};
use serde_json::{Value, json};

/// What a rule comes to: it stands in a hidden field of a form with these answers.
fn worked_out(rule: Value, a: Value) -> Value {
    let form = ready(&form_of(json!([
        { "id": "a", "kind": { "type": "hidden" } },
        { "id": "result", "kind": { "type": "hidden" }, "computed": rule },
    ])));
    computed(&look(&form, json!({ "a": a })), "result").remove(0)
}

#[test]
fn a_form_begins_with_what_is_always_seen_and_what_stands_in_it_from_the_start() {
    let form = sample();
    assert_eq!(Value::from(form.begin(&now())), json!({ "visited": "2026-09-14" }));
    let look = look(&form, json!({}));
    assert_eq!(visible(&look), ["consent", "district", "village"]);
    assert_eq!(faults(&look), [("consent".to_owned(), vec![], FaultCode::Required)]);
    assert_eq!((look.pages[0].visible, look.pages[1].visible, look.is_complete()), (true, false, false));
}

#[test]
fn a_rule_that_begins_to_hold_shows_what_depends_on_it() {
    let look = look(
        &sample(),
        json!({ "consent": true, "head": "Amina", "members": [{ "name": "Amina", "birth": "1990-01-01" }, { "name": "Ida" }] }),
    );
    assert_eq!(
        visible(&look),
        ["consent", "head", "members", "name", "birth", "pregnant", "name", "birth", "adults", "district", "village", "nets", "gps"]
    );
    assert_eq!(computed(&look, "age"), [json!(36), Value::Null]);
    assert_eq!(computed(&look, "adults"), [json!(1)]);
    assert!(look.is_complete(), "{:?}", faults(&look));
    assert_eq!(look.read_only, [Place::of("adults")]);
}

#[test]
fn what_is_hidden_is_kept_in_the_draft_and_not_sent() {
    let form = sample();
    let draft = json!({ "consent": false, "head": "Amina", "nets": 3, "visited": "2026-09-14", "members": [{ "name": "Amina" }] });
    assert_eq!(Value::from(form.sent(&answers(draft.clone()), &now())), json!({ "consent": false }));
    assert!(look(&form, draft.clone()).is_complete(), "nobody is told of faults in what is hidden");
    let codes: Vec<_> = form.faults(&answers(draft), &now()).into_iter().map(|fault| (fault.place.field, fault.code)).collect();
    assert_eq!(
        codes,
        ["head", "members", "name", "nets", "visited"].map(|field| (field.to_owned(), FaultCode::NotAsked)),
        "an entry may not bring it"
    );
}

#[test]
fn a_hidden_answer_is_nothing_to_other_rules() {
    let form = ready(&form_of(json!([
        { "id": "ill", "kind": { "type": "yes_no" } },
        { "id": "days", "kind": { "type": "integer" }, "visible": { "var": "ill" } },
        { "id": "refer", "kind": { "type": "note" }, "visible": { ">": [{ "var": "days" }, 3] } },
    ])));
    assert_eq!(visible(&look(&form, json!({ "ill": true, "days": 5 }))), ["ill", "days", "refer"]);
    assert_eq!(visible(&look(&form, json!({ "ill": false, "days": 5 }))), ["ill"]);
}

#[test]
fn faults_are_told_by_field_and_row_and_never_quote() {
    let look = look(
        &sample(),
        json!({ "consent": true, "head": "A", "nets": 12, "gps": { "latitude": 1.5, "longitude": 2.5, "accuracy": 80.0 },
        "members": [{ "name": "Amina" }, { "name": 7, "birth": "2031-02-30" }, { "birth": "2031-01-01" }] }),
    );
    let expected = [
        ("birth", vec![1], FaultCode::NotADate),
        ("birth", vec![2], FaultCode::Constraint),
        ("gps", vec![], FaultCode::TooInaccurate),
        ("head", vec![], FaultCode::TooShort),
        ("name", vec![1], FaultCode::NotText),
        ("name", vec![2], FaultCode::Required),
        ("nets", vec![], FaultCode::TooLarge),
    ];
    assert_eq!(faults(&look), expected.map(|(field, rows, code)| (field.to_owned(), rows, code)));
    assert_eq!((look.pages[0].faults.len(), look.pages[0].missing.len(), look.pages[1].faults.len()), (4, 1, 2));
    let not_yet = look.pages[0].faults.iter().find(|fault| fault.code == FaultCode::Constraint).unwrap();
    assert_eq!(not_yet.message.as_deref(), Some("not_yet"));
    assert!(!serde_json::to_string(&look.pages).unwrap().contains("2031"));
}

#[test]
fn a_choice_that_the_filter_no_longer_offers_is_told() {
    let form = sample();
    assert!(look(&form, json!({ "consent": false, "district": "n", "village": "n2" })).is_complete());
    let moved = look(&form, json!({ "consent": false, "district": "s", "village": "n2" }));
    assert_eq!(faults(&moved), [("village".to_owned(), vec![], FaultCode::NotAChoice)]);
    let unknown = look(&form, json!({ "consent": false, "district": "x" }));
    assert_eq!(faults(&unknown), [("district".to_owned(), vec![], FaultCode::NotAChoice)]);
}

#[test]
fn choices_are_found_as_one_types() {
    let form = sample();
    let offer = |district: &str, typed: &str, most| {
        let draft = answers(json!({ "district": district }));
        let offer = form.offer(&Place::of("village"), &draft, &now(), Wanted { language: "pt", typed, most });
        (offer.choices.into_iter().map(|choice| choice.label).collect::<Vec<_>>(), offer.more)
    };
    assert_eq!(offer("n", "", 10), (vec!["Upper Mill".to_owned(), "Millbrook".to_owned()], 0));
    assert_eq!(offer("n", "mill", 1), (vec!["Millbrook".to_owned()], 1), "what begins with it comes first");
    assert_eq!(offer("s", "end MI", 10), (vec!["Mill End".to_owned()], 0));
    assert_eq!(offer("s", "mïLL", 10), (vec!["Mill End".to_owned()], 0), "accents and capitals are not needed");
    assert_eq!(offer("", "", 10), (vec![], 0));
}

#[test]
fn rows_of_different_groups_see_each_other_as_lists() {
    let form = ready(&form_of(json!([
        { "id": "rooms", "kind": { "type": "repeat", "fields": [
            { "id": "number", "kind": { "type": "hidden" }, "computed": { "position": [] } },
            { "id": "beds", "kind": { "type": "integer" } },
            { "id": "sleepers", "kind": { "type": "repeat", "fields": [{ "id": "sleeper", "kind": { "type": "text" } }] } },
            { "id": "spare", "kind": { "type": "hidden" }, "computed": { "-": [{ "var": "beds" }, { "count": { "var": "sleeper" } }] } },
        ] } },
        { "id": "beds_in_all", "kind": { "type": "hidden" }, "computed": { "sum": { "var": "beds" } } },
        { "id": "who", "kind": { "type": "hidden" }, "computed": { "join": [", ", { "var": "sleeper" }] } },
    ])));
    let look = look(
        &form,
        json!({ "rooms": [{ "beds": 3, "sleepers": [{ "sleeper": "Ana" }, { "sleeper": "Bo" }] }, { "beds": 1, "sleepers": [{}, { "sleeper": "Cy" }] }] }),
    );
    assert_eq!(computed(&look, "number"), [json!(1), json!(2)]);
    assert_eq!(computed(&look, "spare"), [json!(1), json!(0)]);
    assert_eq!((computed(&look, "beds_in_all"), computed(&look, "who")), (vec![json!(4)], vec![json!("Ana, Bo, Cy")]));
}

#[test]
fn nothing_is_not_zero() {
    assert_eq!(worked_out(json!({ "<": [{ "var": "a" }, 5] }), Value::Null), json!(false));
    assert_eq!(worked_out(json!({ "+": [{ "var": "a" }, 5] }), Value::Null), Value::Null);
    assert_eq!(worked_out(json!({ "sum": [{ "var": "a" }, 5] }), Value::Null), json!(5));
    assert_eq!(worked_out(json!({ "==": [{ "var": "a" }, ""] }), Value::Null), json!(true));
    assert_eq!(worked_out(json!({ "!=": [{ "var": "a" }, 0] }), Value::Null), json!(true));
    assert_eq!(worked_out(json!({ "var": ["a", 7] }), Value::Null), json!(7));
    assert_eq!(worked_out(json!({ "/": [1, 0] }), Value::Null), Value::Null);
}

#[test]
fn every_operator_does_what_its_name_says() {
    let cases = [
        (json!({ "if": [{ "==": [{ "var": "a" }, "7"] }, "seven", "other"] }), json!(7), json!("seven")),
        (json!({ "<=": [1, { "var": "a" }, 9] }), json!(7), json!(true)),
        (json!({ "<": [1, { "var": "a" }, 7] }), json!(7), json!(false)),
        (json!({ "and": [true, { "var": "a" }] }), json!("x"), json!("x")),
        (json!({ "or": [{ "var": "a" }, "y"] }), json!(""), json!("y")),
        (json!({ "coalesce": [{ "var": "a" }, "y"] }), json!(0), json!(0)),
        (json!({ "===": [{ "var": "a" }, "7"] }), json!(7), json!(false)),
        (json!({ "!==": [{ "var": "a" }, 7] }), json!(7), json!(false)),
        (json!({ "-": [{ "var": "a" }] }), json!(7), json!(-7)),
        (json!({ "%": [{ "var": "a" }, 4] }), json!(7), json!(3)),
        (json!({ "pow": [{ "var": "a" }, 2] }), json!(7), json!(49)),
        (json!({ "abs": { "var": "a" } }), json!(-7), json!(7)),
        (json!({ "min": [{ "var": "a" }, 3] }), json!([5, 2]), json!(2)),
        (json!({ "max": [{ "var": "a" }, 3] }), json!([5, 2]), json!(5)),
        (json!({ "int": { "var": "a" } }), json!("7.9"), json!(7)),
        (json!({ "round": [{ "var": "a" }, 1] }), json!(7.25), json!(7.3)),
        (json!({ "cat": ["n", { "var": "a" }] }), json!(7), json!("n7")),
        (json!({ "substr": [{ "var": "a" }, -3, 2] }), json!("daybook"), json!("oo")),
        (json!({ "substr": [{ "var": "a" }, 0, -4] }), json!("daybook"), json!("day")),
        (json!({ "in": [{ "var": "a" }, ["x", "y"]] }), json!("y"), json!(true)),
        (json!({ "in": ["book", { "var": "a" }] }), json!("daybook"), json!(true)),
        (json!({ "starts_with": [{ "var": "a" }, "day"] }), json!("daybook"), json!(true)),
        (json!({ "length": { "var": "a" } }), json!("dia à"), json!(5)),
        (json!({ "regex": [{ "var": "a" }, "[a-z]+"] }), json!("daybook1"), json!(false)),
        (json!({ "selected": [{ "var": "a" }, "x"] }), json!(["x", "y"]), json!(true)),
        (json!({ "count_selected": { "var": "a" } }), json!(["x", "y"]), json!(2)),
        (json!({ "selected_at": [{ "var": "a" }, 1] }), json!(["x", "y"]), json!("y")),
        (json!({ "int": { "/": [{ "-": [{ "today": [] }, { "var": "a" }] }, 365.25] } }), json!("2010-09-15"), json!(15)),
        (json!({ "<": [{ "var": "a" }, { "now": [] }] }), json!("2026-09-14T09:29:00+02:00"), json!(true)),
        (json!({ "date": { "+": [{ "today": [] }, 30] } }), json!(null), json!("2026-10-14")),
        (json!({ "format_date": [{ "var": "a" }, "%d/%m/%Y"] }), json!("2026-09-14"), json!("14/09/2026")),
        (json!({ "days": "1970-01-02" }), json!(null), json!(1)),
        (json!({ "number": "12x" }), json!(null), Value::Null),
    ];
    for (rule, answer, expected) in cases {
        assert_eq!(worked_out(rule.clone(), answer), expected, "{rule}");
    }
}

#[test]
fn what_is_computed_once_stays() {
    let form = ready(&form_of(json!([
        { "id": "started", "kind": { "type": "hidden" }, "computed": { "coalesce": [{ "this": [] }, { "now": [] }] } },
    ])));
    assert_eq!(computed(&look(&form, json!({})), "started"), [json!("2026-09-14T09:30:00+02:00")]);
    assert_eq!(computed(&look(&form, json!({ "started": "earlier" })), "started"), [json!("earlier")]);
}

#[test]
fn fields_that_double_each_other_come_to_an_end() {
    let doubled = |number: usize| {
        json!({ "id": format!("f{number}"), "kind": { "type": "hidden" },
        "computed": { "cat": [{ "var": format!("f{}", number - 1) }, { "var": format!("f{}", number - 1) }] } })
    };
    let fields: Vec<Value> = std::iter::once(json!({ "id": "f0", "kind": { "type": "text" } })).chain((1..60).map(doubled)).collect();
    let look = look(&ready(&form_of(fields.into())), json!({ "f0": "dust" }));
    assert_eq!(computed(&look, "f59"), [Value::Null]);
}

#[test]
fn what_has_no_place_in_the_form_is_told_without_its_name() {
    let look = look(&sample(), json!({ "consent": true, "head": "Amina", "ssn 12": 1, "members": [{ "name": "A", "consent": true }, 5] }));
    let codes = [
        ("", vec![], FaultCode::UnknownField),
        ("members", vec![0], FaultCode::UnknownField),
        ("members", vec![1], FaultCode::Malformed),
        ("name", vec![1], FaultCode::Required),
    ];
    assert_eq!(faults(&look), codes.map(|(field, rows, code)| (field.to_owned(), rows, code)));
}

#[test]
fn more_rows_than_may_be_are_not_gone_through() {
    let rows: Vec<Value> = (0..5_000).map(|_| json!({})).collect();
    let form =
        ready(&form_of(json!([{ "id": "rows", "kind": { "type": "repeat", "fields": [{ "id": "a", "kind": { "type": "text" } }] } }])));
    assert_eq!(faults(&look(&form, json!({ "rows": rows }))), [("rows".to_owned(), vec![], FaultCode::TooManyRows)]);
}

#[test]
fn a_group_that_needs_rows_is_missing_without_them() {
    let group = json!({ "type": "repeat", "min": 1, "fields": [
        { "id": "number", "kind": { "type": "integer" }, "default": { "position": [] } },
        { "id": "same", "kind": { "type": "text" }, "default": { "var": "number" } },
    ] });
    let form = ready(&form_of(json!([{ "id": "rows", "kind": group }])));
    assert_eq!(look(&form, json!({})).pages[0].missing[0].code, FaultCode::TooFewRows);
    let second = form.begin_row(&Place::of("rows"), &answers(json!({ "rows": [{ "number": 7 }] })), &now());
    assert_eq!(Value::from(second), json!({ "number": 2 }));
}

#[test]
fn a_place_that_is_not_there_is_not_looked_for_elsewhere() {
    let form = sample();
    for rows in [&[][..], &[7], &[0, 0, 0]] {
        assert_eq!(Value::from(form.begin_row(&Place::in_row("name", rows), &answers(json!({ "members": [{}] })), &now())), json!({}));
        let _ = form.offer(&Place::in_row("village", rows), &answers(json!({})), &now(), Wanted { language: "en", typed: "", most: 1 });
    }
}

#[test]
fn a_form_can_be_asked_from_several_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&sample());
}

#[test]
fn blanks_are_no_answer() {
    let form = ready(&form_of(json!([
        { "id": "name", "kind": { "type": "text" }, "required": true },
        { "id": "more", "kind": { "type": "note" }, "visible": { "var": "name" } },
    ])));
    let blank = look(&form, json!({ "name": "  " }));
    assert_eq!((faults(&blank), visible(&blank)), (vec![("name".to_owned(), vec![], FaultCode::Required)], vec!["name"]));
    assert!(form.sent(&answers(json!({ "name": "  " })), &now()).is_empty());
}

#[test]
fn a_long_chain_of_fields_is_gone_along_in_its_order_whatever_the_order_of_the_form() {
    let link = |number: u32| json!({ "id": format!("f{number}"), "kind": { "type": "integer" }, "computed": { "+": [{ "var": format!("f{}", number + 1) }, 1] } });
    let fields: Vec<Value> = (0..3_000).map(link).chain([json!({ "id": "f3000", "kind": { "type": "integer" } })]).collect();
    assert_eq!(computed(&look(&ready(&form_of(fields.into())), json!({ "f3000": 5 })), "f0"), [json!(3_005)]);
}
