//! The words and the machine agree: `docs/PROTOCOL.md` and the OpenAPI document name the same endpoints.

use crate::ground::{Ground, at};
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread")]
async fn the_protocol_and_openapi_name_the_same_endpoints() {
    let ground = Ground::new().await;
    let document: serde_json::Value = ground.client.get(ground.url("/v1/openapi.json")).send().await.unwrap().json().await.unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut machine = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().filter(|key| matches!(key.as_str(), "get" | "put" | "post" | "head" | "delete")) {
            machine.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    // A heading of an endpoint: ### `POST /v1/push`
    let words = include_str!("../../../../docs/PROTOCOL.md");
    let headings = words.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'));
    assert_eq!(headings.map(str::to_owned).collect::<BTreeSet<_>>(), machine);
}

#[test]
fn every_code_of_the_wire_stands_in_the_protocol() {
    let words = include_str!("../../../../docs/PROTOCOL.md");
    let code = include_str!("../../../wire/src/code.rs");
    let list = code.split("pub enum Code {").nth(1).unwrap().split("\n}").next().unwrap();
    for name in list.lines().map(str::trim).filter_map(|line| line.strip_suffix(',')) {
        let code: daybook_wire::code::Code = serde_json::from_value(snake(name).into()).unwrap();
        assert!(words.contains(&format!("| `{}` | {} |", snake(name), code.status())), "{name}");
    }
    assert_eq!(at("2026-06-01T08:30:00Z"), at("2026-06-01T09:30:00+01:00"));
}

fn snake(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
