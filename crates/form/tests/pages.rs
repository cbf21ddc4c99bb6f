//! Page files: small ones written here, and the real ones where they are at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod sample;

use daybook_form::import::{Ask, ImportError, Imported, Message, pages};
use daybook_form::{FaultCode, Form, Kind, Limits};
use sample::{faults, look, visible};
use serde_json::{Value, json};
use std::path::Path;

fn ask(leave_out: bool) -> Ask {
    Ask { id: "checklist".to_owned(), version: "1".to_owned(), language: "en".to_owned(), leave_out, limits: Limits::default() }
}

fn message(code: &str, locale: &str, message: &str) -> Message {
    Message { code: code.to_owned(), locale: locale.to_owned(), message: message.to_owned() }
}

fn imported(file: &str, messages: &[Message]) -> Form {
    let Imported { definition, left_out } = pages(file.as_bytes(), messages, &ask(false)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(left_out, []);
    Form::new(definition, &Limits::default()).unwrap()
}

fn in_a_row() -> Value {
    json!({ "name": "CHECK", "version": 4, "pages": [
        { "page": "store", "label": "STORE_HEADING", "properties": [
            { "type": "integer", "format": "numeric", "fieldName": "nets", "order": 2, "label": "STORE_NETS",
              "validations": [{ "type": "min", "value": 1 }, { "type": "max", "value": 500, "message": "TOO_MANY" }],
              "visibilityCondition": { "expression": [{ "condition": "store.open==YES || store.open == LATER" }] } },
            { "type": "string", "format": "radio", "fieldName": "open", "order": 1, "label": "STORE_OPEN",
              "enums": [{ "code": "YES", "name": "CORE_YES" }, { "code": "NO", "name": "CORE_NO" }, { "code": "LATER", "name": "CORE_LATER" }],
              "validations": [{ "type": "required", "value": true, "message": "STORE_OPEN_REQUIRED" }] },
            { "type": "string", "format": "text", "fieldName": "gone", "order": 3, "deleteFlag": true },
            { "type": "string", "format": "date", "fieldName": "day", "order": 4, "systemDate": true },
        ] },
        { "page": "team", "properties": [
            { "type": "string", "format": "mobileNumber", "fieldName": "open", "label": "TEAM_PHONE",
              "validations": [{ "type": "pattern", "value": "[0-9]{9}", "message": "TEAM_PHONE_WRONG" }],
              "visibilityCondition": { "expression": [{ "condition": "store.nets>=10 && store.open!=NO" }] } },
            { "type": "boolean", "fieldName": "trained", "label": "TEAM_TRAINED" },
            { "type": "string", "format": "text", "fieldName": "key", "hidden": true, "value": "k1" },
        ] },
    ] })
}

#[test]
fn properties_in_a_row_become_a_form_with_their_rules() {
    let words = [message("STORE_OPEN", "en_MZ", "Is the store open?"), message("STORE_OPEN", "pt_MZ", "O armazém está aberto?")];
    let form = imported(&in_a_row().to_string(), &words);
    assert_eq!((form.identity().id.as_str(), form.identity().version.as_str()), ("CHECK", "4"));
    let label =
        |language: &str, id: &str| form.definition().message(language, form.field(id).unwrap().label.as_deref().unwrap()).to_owned();
    assert_eq!((label("pt", "open"), label("pt", "nets")), ("O armazém está aberto?".to_owned(), "STORE_NETS".to_owned()));
    assert_eq!(visible(&look(&form, json!({}))), ["open", "day", "trained"]);
    let filled = look(&form, json!({ "open": "YES", "nets": 600, "team.open": "12" }));
    assert_eq!(visible(&filled), ["open", "nets", "day", "team.open", "trained"], "a name that two pages use is told apart by its page");
    let codes: Vec<_> = faults(&filled).into_iter().map(|(field, _, code)| (field, code)).collect();
    assert_eq!(codes, [("nets".to_owned(), FaultCode::TooLarge), ("team.open".to_owned(), FaultCode::Constraint)]);
    assert_eq!(Value::from(form.begin(&sample::now())), json!({ "day": "2026-09-14", "key": "k1" }));
}

#[test]
fn properties_by_name_keep_their_order() {
    let file = r#"{ "name": "small", "version": 1, "pages": { "only": { "type": "object", "required": ["who"], "properties": {
        "who": { "type": "string", "minLength": 2, "maxLength": 5, "label": "Who" },
        "age": { "type": "integer", "minimum": 1, "label": "Age" },
        "born": { "type": "string", "format": "date", "firstDate": { "value": "1990-01-01" }, "lastDate": { "value": "2020-01-01" } },
        "colour": { "type": "string", "enums": ["Red", "Blue"] }
    } } } }"#;
    let form = imported(file, &[]);
    assert_eq!(visible(&look(&form, json!({}))), ["who", "age", "born", "colour"]);
    let codes: Vec<_> = faults(&look(&form, json!({ "who": "A", "age": 0, "born": "2021-01-01", "colour": "Green" })))
        .into_iter()
        .map(|(.., code)| code)
        .collect();
    assert_eq!(codes, [FaultCode::TooSmall, FaultCode::Constraint, FaultCode::NotAChoice, FaultCode::TooShort]);
}

#[test]
fn what_cannot_be_converted_is_listed_and_left_out_only_when_asked() {
    let file = json!({ "page": "odd", "properties": [
        { "type": "string", "format": "radio", "fieldName": "a" },
        { "type": "string", "format": "panelCard", "fieldName": "b" },
        { "type": "string", "format": "text", "fieldName": "c", "visibilityCondition": { "expression": [{ "condition": "odd.a==YES" }] } },
        { "type": "string", "format": "text", "fieldName": "d", "visibilityCondition": { "expression": [{ "condition": "odd.c==1" }, { "condition": "odd.c==2" }] } },
        { "type": "string", "format": "text", "fieldName": "e", "validations": [{ "type": "isGPS", "value": true }] },
        { "type": "string", "format": "text" },
    ] });
    let Err(ImportError::LeftOut(left)) = pages(file.to_string().as_bytes(), &[], &ask(false)) else { panic!("taken") };
    let told: Vec<String> = left.iter().map(ToString::to_string).collect();
    let expected = [
        "odd, row 1, enums: it says nothing of what can be chosen",
        "odd, row 2, format: “panelCard” is not a type of question that can be converted",
        "odd, row 6, fieldName: there is no name",
        "odd, row 3, visibilityCondition: “odd.a==YES” is not a condition that can be converted",
        "odd, row 4, visibilityCondition: several conditions stand here, and nothing says how they go together",
        "odd, row 5, validations: “isGPS” cannot be followed",
    ];
    assert_eq!(told, expected);
    let Imported { definition, .. } = pages(file.to_string().as_bytes(), &[], &ask(true)).unwrap();
    assert_eq!(definition.fields.iter().map(|field| field.id.as_str()).collect::<Vec<_>>(), ["c", "d", "e"]);
}

#[test]
fn what_is_no_page_file_is_refused() {
    for file in ["", "[]", "{\"pages\": 7}", "{\"pages\": [{\"properties\": {\"a\": 1}}]}"] {
        assert!(matches!(pages(file.as_bytes(), &[], &ask(true)), Err(ImportError::Unreadable(_))), "{file}");
    }
}

/// A file that a campaign really uses; none where it does not lie beside the repository.
fn real(name: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/campaign").join(name);
    let text = std::fs::read_to_string(file).ok();
    if text.is_none() {
        println!("{name} is not here: this test was passed over");
    }
    text
}

#[test]
fn the_real_small_form_is_taken_whole() {
    let Some(file) = real("digit_forms_engine_schema.json") else { return };
    let form = imported(&file, &[]);
    assert_eq!(visible(&look(&form, json!({}))), ["name", "gender", "dateOfBirth"]);
    assert_eq!(form.identity().id, "registration");
    assert!(matches!(form.field("gender").unwrap().kind, Kind::Choice { .. }));
    assert_eq!(faults(&look(&form, json!({ "name": "A", "gender": "Male", "dateOfBirth": "2023-01-01" }))).len(), 2);
}

#[test]
fn the_real_page_with_rules_is_taken_but_for_what_it_leaves_open() {
    let (Some(file), Some(words)) = (real("digit_mz_mdms_excerpts.json"), real("digit_localization_strings.json")) else { return };
    let words: Vec<Message> = serde_json::from_str(&words).unwrap();
    let file: Value = serde_json::from_str(&file).unwrap();
    let page = file["formPageExample"].to_string();
    let Err(ImportError::LeftOut(left)) = pages(page.as_bytes(), &words, &ask(false)) else { panic!("its first question has no choices") };
    assert_eq!((left.len(), left[0].column.as_str()), (3, "enums"), "{left:?}");
    let mut whole = file["formPageExample"].clone();
    whole["properties"][0]["enums"] = json!([{ "code": "YES", "name": "CORE_COMMON_YES" }, { "code": "NO", "name": "CORE_COMMON_NO" }]);
    let Imported { definition, left_out } = pages(whole.to_string().as_bytes(), &words, &ask(true)).unwrap();
    assert_eq!((left_out.len(), left_out[0].column.as_str()), (1, "visibilityCondition"), "the fifth question is not in the excerpt");
    let form = Form::new(definition, &Limits::default()).unwrap();
    assert_eq!(visible(&look(&form, json!({ "feverQ1": "NO" }))), ["feverQ1", "feverQ6"]);
    assert_eq!(visible(&look(&form, json!({ "feverQ1": "YES" }))), ["feverQ1", "feverQ2", "feverQ6"]);
}
