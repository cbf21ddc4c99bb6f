//! A form as a campaign would have it, small enough to be read; and the ways tests ask about it.
#![allow(dead_code, reason = "each test takes what it needs")]

use daybook_form::{Answers, Fault, FaultCode, Form, FormError, Limits, Look, Now, Place, Problem};
use serde_json::{Map, Value, json};

/// Morning, two hours ahead of Greenwich.
pub fn now() -> Now {
    Now::parse_from_rfc3339("2026-09-14T09:30:00+02:00").unwrap()
}

/// Who lives here, with a row a member, and what was handed out.
pub fn household() -> Value {
    json!({
        "id": "household_visit", "version": "3", "title": "title", "default_language": "en",
        "pages": [
            { "id": "home", "title": "home", "fields": ["consent", "head", "members", "adults", "district", "village"] },
            { "id": "nets", "fields": ["nets", "gps", "visited"], "visible": { "var": "consent" } },
        ],
        "fields": [
            { "id": "consent", "kind": { "type": "yes_no" }, "label": "consent", "required": true },
            { "id": "head", "kind": { "type": "text", "min_length": 2, "max_length": 20 }, "label": "head", "required": { "var": "consent" },
              "visible": { "var": "consent" } },
            { "id": "members", "label": "members", "visible": { "var": "consent" }, "kind": { "type": "repeat", "max": 30, "fields": [
                { "id": "name", "kind": { "type": "text" }, "label": "name", "required": true },
                { "id": "birth", "kind": { "type": "date" }, "label": "birth",
                  "constraint": { "<=": [{ "this": [] }, { "today": [] }] }, "constraint_message": "not_yet" },
                { "id": "age", "kind": { "type": "hidden" },
                  "computed": { "int": { "/": [{ "-": [{ "today": [] }, { "var": "birth" }] }, 365.25] } } },
                { "id": "pregnant", "kind": { "type": "yes_no" }, "label": "pregnant", "visible": { ">=": [{ "var": "age" }, 12] } },
            ] } },
            { "id": "adults", "kind": { "type": "integer" }, "label": "adults", "visible": { "var": "consent" },
              "computed": { "sum": { "var": "grown" } } },
            { "id": "district", "kind": { "type": "choice", "list": "district" }, "label": "district" },
            { "id": "village", "kind": { "type": "choice", "list": "village", "searchable": true,
              "filter": { "==": [{ "choice": "district" }, { "var": "district" }] } }, "label": "village" },
            { "id": "nets", "kind": { "type": "integer", "min": 0, "max": 9 }, "label": "nets", "hint": "nets_hint",
              "constraint": { "<=": [{ "this": [] }, { "+": [{ "count": { "var": "members" } }, 1] }] } },
            { "id": "gps", "kind": { "type": "coordinates", "accuracy": 50 }, "label": "gps" },
            { "id": "visited", "kind": { "type": "hidden" }, "default": { "today": [] } },
        ],
        "choices": {
            "district": [{ "value": "n", "label": "north" }, { "value": "s", "label": "south" }],
            "village": [
                { "value": "n1", "label": "Upper Mill", "columns": { "district": "n" } },
                { "value": "n2", "label": "Millbrook", "columns": { "district": "n" } },
                { "value": "s1", "label": "Mill End", "columns": { "district": "s" } },
            ],
        },
        "messages": { "en": said(&["title", "home", "consent", "head", "members", "name", "birth", "pregnant", "adults", "district", "village",
            "nets", "nets_hint", "gps", "not_yet", "north", "south", "Upper Mill", "Millbrook", "Mill End"]),
            "pt": { "north": "norte" } },
    })
}

/// Each key says itself.
pub fn said(keys: &[&str]) -> Value {
    Value::Object(keys.iter().map(|key| ((*key).to_owned(), Value::from(*key))).collect())
}

/// The household form with adults counted in each row, as the sample means it.
pub fn sample() -> Form {
    ready(&with_adults())
}

/// The same, as it is written.
pub fn with_adults() -> Value {
    let mut form = household();
    form["fields"][2]["kind"]["fields"].as_array_mut().unwrap().push(json!(
        { "id": "grown", "kind": { "type": "hidden" }, "computed": { "if": [{ ">=": [{ "var": "age" }, 18] }, 1, 0] } }));
    form
}

pub fn parsed(form: &Value) -> Result<Form, FormError> {
    Form::parse(form.to_string().as_bytes(), &Limits::default())
}

pub fn ready(form: &Value) -> Form {
    parsed(form).unwrap_or_else(|error| panic!("{error}"))
}

/// A form of one page with these fields, whose messages are what they ask for.
pub fn form_of(fields: Value) -> Value {
    let ids: Vec<Value> =
        fields.as_array().unwrap().iter().filter(|field| field["kind"]["type"] != "hidden").map(|field| field["id"].clone()).collect();
    json!({
        "id": "small", "version": "1", "title": "title", "default_language": "en",
        "pages": [{ "id": "only", "fields": ids }], "fields": fields,
        "messages": { "en": { "title": "Small" } },
    })
}

pub fn problems(form: &Value) -> Vec<Problem> {
    match parsed(form) {
        Err(FormError::Problems(problems)) => problems,
        other => panic!("not refused for its problems: {other:?}"),
    }
}

/// The problems as they are told.
pub fn told(form: &Value) -> Vec<String> {
    problems(form).iter().map(ToString::to_string).collect()
}

pub fn answers(value: Value) -> Answers {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

pub fn look(form: &Form, value: Value) -> Look {
    form.look(&answers(value), &now())
}

/// Field, rows and code of each fault, in order.
pub fn faults(look: &Look) -> Vec<(String, Vec<usize>, FaultCode)> {
    let mut faults: Vec<_> =
        look.faults().map(|Fault { place: Place { field, rows }, code, .. }| (field.clone(), rows.clone(), *code)).collect();
    faults.sort();
    faults
}

pub fn visible(look: &Look) -> Vec<&str> {
    look.visible.iter().map(|place| place.field.as_str()).collect()
}

pub fn computed(look: &Look, field: &str) -> Vec<Value> {
    look.computed.iter().filter(|computed| computed.place.field == field).map(|computed| computed.value.clone()).collect()
}
