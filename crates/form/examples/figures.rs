//! How long a large form takes: 500 fields with rules, a group with 30 rows, a list of 20,000 villages.
//!
//! `cargo run -p daybook-form --example figures`. Printed and not asserted: a busy machine is no reason for a red test.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use daybook_form::{Answers, Form, Limits, Now, Place, Wanted, carry_over};
use serde_json::{Map, Value, json};
use std::time::Instant;

fn main() {
    let now = Now::parse_from_rfc3339("2026-09-14T09:30:00+02:00").unwrap();
    let bytes = form().to_string().into_bytes();
    println!("the form has {} kB", bytes.len() / 1024);
    let parsed = taken("read and made ready", 5, || Form::parse(&bytes, &Limits::default()).unwrap());
    let draft = draft();
    let look = taken("looked at", 50, || parsed.look(&draft, &now));
    println!("  {} seen, {} computed, {} faults", look.visible.len(), look.computed.len(), look.faults().count());
    println!("  the look is {} kB of JSON", serde_json::to_string(&look).unwrap().len() / 1024);
    taken("sent", 50, || parsed.sent(&draft, &now));
    taken("checked as an entry", 50, || parsed.faults(&draft, &now).len());
    taken("carried over", 20, || carry_over(&parsed, &parsed, &draft, &now).fields.len());
    for typed in ["", "vil", "village 199"] {
        let wanted = Wanted { language: "en", typed, most: 50 };
        let offer =
            taken(&format!("“{typed}” typed in 20,000, filtered"), 20, || parsed.offer(&Place::of("village"), &draft, &now, wanted));
        println!("  {} shown, {} more", offer.choices.len(), offer.more);
    }
}

/// The median of some runs.
fn taken<T>(what: &str, runs: usize, work: impl Fn() -> T) -> T {
    let mut times: Vec<_> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{what}: {:.2} ms", times[runs / 2].as_secs_f64() * 1000.0);
    work()
}

/// Each fifth field depends on the one before, each tenth is computed from the two before it.
fn form() -> Value {
    let field = |number: u32| {
        let (id, before, earlier) = (format!("f{number}"), format!("f{}", number - 1), format!("f{}", number - 2));
        let mut field = json!({ "id": id, "kind": { "type": "integer", "min": 0, "max": 1_000_000 }, "label": "q",
            "constraint": { "<=": [{ "this": [] }, { "+": [{ "coalesce": [{ "var": before }, 0] }, 1_000_000] }] } });
        if number.is_multiple_of(10) {
            field["computed"] = json!({ "%": [{ "+": [{ "var": before }, { "var": earlier }] }, 1000] });
        } else if number.is_multiple_of(5) {
            field["visible"] = json!({ ">": [{ "var": before }, 3] });
        }
        field
    };
    let mut fields: Vec<Value> = (2..470).map(field).collect();
    for (place, id) in ["f0", "f1"].into_iter().enumerate() {
        fields.insert(place, json!({ "id": id, "kind": { "type": "integer" }, "label": "q" }));
    }
    let row: Vec<Value> = (0..27)
        .map(|number| {
            json!({ "id": format!("r{number}"), "kind": { "type": "text" }, "label": "q",
        "visible": { ">": [{ "var": "weight" }, number] } })
        })
        .collect();
    let row: Vec<Value> = row.into_iter().chain([json!({ "id": "weight", "kind": { "type": "decimal" }, "label": "q" })]).collect();
    fields.push(json!({ "id": "rows", "kind": { "type": "repeat", "fields": row }, "label": "q" }));
    fields.push(json!({ "id": "village", "label": "q", "kind": { "type": "choice", "list": "village", "searchable": true,
        "filter": { "==": [{ "choice": "district" }, { "cat": ["d", { "%": [{ "var": "f1" }, 2] }] }] } } }));
    let ids: Vec<Value> = fields.iter().map(|field| field["id"].clone()).collect();
    let pages: Vec<Value> = ids.chunks(20).enumerate().map(|(number, ids)| json!({ "id": format!("p{number}"), "fields": ids })).collect();
    let villages: Vec<Value> = (0..20_000)
        .map(|number| {
            json!({ "value": format!("v{number}"), "label": format!("v{number}"),
        "columns": { "district": format!("d{}", number % 2) } })
        })
        .collect();
    let mut messages: Map<String, Value> = (0..20_000).map(|number| (format!("v{number}"), format!("Village {number}").into())).collect();
    messages.insert("q".to_owned(), "A question".into());
    json!({ "id": "large", "version": "1", "title": "q", "default_language": "en", "pages": pages, "fields": fields,
        "choices": { "village": villages }, "messages": { "en": messages } })
}

fn draft() -> Answers {
    let mut draft: Answers = (0..470).map(|number| (format!("f{number}"), Value::from(number % 7))).collect();
    let rows: Vec<Value> = (0..30).map(|row| json!({ "weight": row, "r3": "text", "r4": "text" })).collect();
    draft.insert("rows".to_owned(), rows.into());
    draft.insert("village".to_owned(), "v19998".into());
    draft
}
