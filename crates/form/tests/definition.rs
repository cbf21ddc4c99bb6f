//! Forms as they are read: what is taken, who they are, and how people are told what is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::{Definition, Form, FormError, Limits};
use sample::{form_of, household, parsed, problems, sample, told};
use serde_json::{Value, json};

fn refused(text: &str) -> String {
    Form::parse(text.as_bytes(), &Limits::default()).unwrap_err().to_string()
}

#[test]
fn a_form_is_the_same_form_however_it_is_written_down() {
    let form = sample();
    let pretty = serde_json::to_string_pretty(form.definition()).unwrap();
    let again = Definition::parse(pretty.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(again.identity(), *form.identity());
    assert_eq!(Definition::parse(&again.canonical(), &Limits::default()).unwrap().canonical(), again.canonical());
}

#[test]
fn one_word_changed_makes_another_form() {
    let mut other = sample().into_definition();
    other.messages.get_mut("en").unwrap().insert("head".to_owned(), "Who is the head?".to_owned());
    assert_ne!(other.sha256(), sample().identity().sha256);
}

#[test]
fn the_identity_of_a_form_never_moves() {
    let form = form_of(json!([{ "id": "b", "kind": { "type": "decimal", "min": 0.5 } }, { "kind": { "type": "note" }, "id": "a" }]));
    let definition = parsed(&form).unwrap().into_definition();
    let bytes = String::from_utf8(definition.canonical()).unwrap();
    assert_eq!(
        bytes,
        concat!(
            r#"{"default_language":"en","fields":[{"id":"b","kind":{"min":0.5,"type":"decimal"}},{"id":"a","kind":{"type":"note"}}],"#,
            r#""id":"small","messages":{"en":{"title":"Small"}},"pages":[{"fields":["b","a"],"id":"only"}],"title":"title","version":"1"}"#
        )
    );
    assert_eq!(definition.sha256(), "80a7286422a539458c66afea1db882d90b2489da62173f618a20704d36bef916");
}

#[test]
fn what_is_not_json_is_told_by_line_and_column() {
    assert_eq!(refused("{\n  \"id\": nothing"), "line 2, column 10: this is not JSON");
    assert_eq!(refused(""), "line 1, column 0: this is not JSON");
}

#[test]
fn what_is_not_built_as_a_form_is_told_by_its_place() {
    let mut form = household();
    form["fields"][1]["kind"]["max_length"] = json!("twenty");
    let told = parsed(&form).unwrap_err().to_string();
    assert!(told.starts_with("fields[1].kind: "), "{told}");
    form["fields"][1]["kind"] = json!({ "type": "hologram" });
    let told = parsed(&form).unwrap_err().to_string();
    assert!(told.starts_with("fields[1].kind.type: unknown variant `hologram`"), "{told}");
    form["fields"][1] = json!({ "id": "head", "kind": { "type": "text" }, "lable": "head" });
    let told = parsed(&form).unwrap_err().to_string();
    assert!(told.starts_with("fields[1].lable: unknown field `lable`"), "{told}");
}

#[test]
fn everything_that_does_not_go_together_is_told_at_once() {
    let mut form = form_of(json!([
        { "id": "a", "kind": { "type": "integer", "min": 3, "max": 1 }, "label": "how_many" },
        { "id": "a", "kind": { "type": "choice", "list": "colours" } },
        { "id": "2b", "kind": { "type": "text" } },
        { "id": "lost", "kind": { "type": "date" } },
        { "id": "told", "kind": { "type": "note" }, "required": true },
    ]));
    form["pages"] = json!([{ "id": "one", "fields": ["a", "2b", "nobody", "told"] }]);
    assert_eq!(
        told(&form),
        [
            "fields[1].id: “a” is there twice",
            "fields[2].id: “2b” cannot be an id: it begins with a letter or “_”, and has letters, digits, “_”, “-” and “.”, at most 100",
            "pages[0].fields[2]: there is no field “nobody”",
            "fields[3]: “lost” is on no page",
            "fields[0].kind: the smallest is above the largest",
            "fields[1].kind.list: there is no list of choices “colours”",
            "fields[4]: a note has no answer",
            "fields[0].label: the default language has no message “how_many”",
        ]
    );
}

#[test]
fn an_expression_is_looked_at_before_anybody_fills_in() {
    let rule = |rule: Value| told(&form_of(json!([{ "id": "a", "kind": { "type": "text" }, "visible": rule }]))).join("; ");
    assert_eq!(rule(json!({ "var": "b" })), "fields[0].visible: there is no field “b”");
    assert_eq!(rule(json!({ "eval": "1" })), "fields[0].visible: “eval” is not an operator");
    assert_eq!(rule(json!({ "==": [1] })), "fields[0].visible: “==” does not take 1 arguments");
    assert_eq!(rule(json!({ "==": [1, 2], "!": 1 })), "fields[0].visible: an expression is a value, or one operator with its arguments");
    assert_eq!(rule(json!({ "this": [] })), "fields[0].visible: “this” means nothing here");
    assert_eq!(rule(json!({ "position": [] })), "fields[0].visible: “position” means nothing here");
    assert_eq!(rule(json!({ "regex": ["a", "(?=a)"] })), "fields[0].visible: this is not a regular expression that can be used here");
    let deep = (0..40).fold(json!(1), |inner, _| json!({ "!": [inner] }));
    assert_eq!(rule(deep), "fields[0].visible: more than 32 operators within operators");
}

#[test]
fn fields_that_need_each_other_are_named_in_a_round() {
    let form = form_of(json!([
        { "id": "a", "kind": { "type": "integer" }, "computed": { "+": [{ "var": "b" }, 1] } },
        { "id": "b", "kind": { "type": "integer" }, "visible": { "var": "c" } },
        { "id": "c", "kind": { "type": "integer" }, "computed": { "var": "a" } },
    ]));
    assert_eq!(told(&form), ["fields: they need each other: a → b → c → a"]);
}

#[test]
fn a_field_on_a_page_that_it_decides_about_is_a_round() {
    let mut form = form_of(json!([{ "id": "a", "kind": { "type": "yes_no" } }]));
    form["pages"][0]["visible"] = json!({ "var": "a" });
    assert_eq!(told(&form), ["fields: they need each other: page 1 → a → page 1"]);
}

#[test]
fn a_filter_asks_for_columns_that_are_there() {
    let mut form = household();
    form["fields"][5]["kind"]["filter"] = json!({ "==": [{ "choice": "region" }, "n"] });
    form["fields"][3]["computed"] = json!(1);
    assert_eq!(told(&form), ["fields[5].kind.filter: no choice of the list “village” has a column “region”"]);
}

#[test]
fn limits_hold() {
    let limits = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        Form::parse(sample().definition().canonical().as_slice(), &limits).unwrap_err()
    };
    assert!(matches!(limits(|limits| limits.bytes = 100), FormError::TooLarge { most: 100, .. }));
    assert_eq!(limits(|limits| limits.fields = 3).to_string(), "fields: more than 3 fields");
    assert_eq!(limits(|limits| limits.choices = 4).to_string(), "choices: more than 4 choices");
    assert_eq!(limits(|limits| limits.pages = 1).to_string(), "pages: more than 1 pages");
    assert_eq!(limits(|limits| limits.depth = 0).to_string(), "fields: more than 0 groups within groups");
    assert!(limits(|limits| limits.expression_size = 5).to_string().contains("operators and values"));
}

#[test]
fn a_bottomless_document_is_refused_and_not_fallen_into() {
    let bottomless = "[".repeat(100_000);
    assert!(Form::parse(bottomless.as_bytes(), &Limits::default()).is_err());
    let rule = format!("{}1{}", "{\"!\":[".repeat(5_000), "]}".repeat(5_000));
    let text = form_of(json!([{ "id": "a", "kind": { "type": "text" }, "visible": "HERE" }])).to_string().replace("\"HERE\"", &rule);
    assert!(Form::parse(text.as_bytes(), &Limits::default()).is_err());
}

#[test]
fn a_language_falls_back_on_the_default_one() {
    let definition = sample().into_definition();
    assert_eq!(
        (definition.message("pt", "north"), definition.message("pt", "south"), definition.message("pt", "?")),
        ("norte", "south", "?")
    );
    assert_eq!(definition.languages().collect::<Vec<_>>(), ["en", "pt"]);
}

#[test]
fn the_default_language_must_be_there() {
    let mut form = household();
    form["default_language"] = json!("cy");
    assert_eq!(problems(&form).len(), 1);
}

/// The first example of a document, as its readers would copy it.
fn example(document: &str) -> &str {
    document.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap()
}

#[test]
fn the_example_of_the_guide_is_a_form() {
    let form = Form::parse(example(include_str!("../../../docs/FORMS.md")).as_bytes(), &Limits::default()).unwrap();
    assert_eq!(form.definition().pages.len(), 2);
}

#[test]
fn every_operator_of_the_guide_is_one() {
    let guide = include_str!("../../../docs/FORMS.md");
    let table = guide.split("| True or not |").nth(1).and_then(|rest| rest.split("What to know").next()).unwrap();
    let operators: Vec<&str> = table.split('`').skip(1).step_by(2).collect();
    assert!(operators.len() > 40, "{operators:?}");
    for operator in operators {
        let rule = match operator {
            "regex" => json!({ "regex": ["a", "a"] }),
            operator => json!({ operator: [] }),
        };
        let form = form_of(json!([{ "id": "a", "kind": { "type": "text" }, "visible": rule }]));
        let refusal = parsed(&form).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(!refusal.contains("is not an operator"), "{refusal}");
    }
}
