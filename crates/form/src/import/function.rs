//! The functions of XPath in forms, each as JSON Logic.

use super::xpath::NotConverted;
use crate::logic::whole_regex;
use serde_json::{Value, json};

/// What `format-date` may ask for without naming months or days in some language.
const PATTERN: &str = "YymndeHhMS";

/// Functions that are ours under another name, with the number of arguments they take.
const RENAMED: &[(&str, &str, std::ops::RangeInclusive<usize>)] = &[
    ("selected", "selected", 2..=2),
    ("selected-at", "selected_at", 2..=2),
    ("count-selected", "count_selected", 1..=1),
    ("if", "if", 3..=3),
    ("coalesce", "coalesce", 2..=2),
    ("not", "!", 1..=1),
    ("boolean", "!!", 1..=1),
    ("count", "count", 1..=1),
    ("count-non-empty", "count", 1..=1),
    ("sum", "sum", 1..=1),
    ("min", "min", 1..=64),
    ("max", "max", 1..=64),
    ("string-length", "length", 1..=1),
    ("concat", "cat", 1..=64),
    ("join", "join", 2..=2),
    ("starts-with", "starts_with", 2..=2),
    ("ends-with", "ends_with", 2..=2),
    ("string", "string", 1..=1),
    ("number", "number", 1..=1),
    ("int", "int", 1..=1),
    ("round", "round", 1..=2),
    ("abs", "abs", 1..=1),
    ("today", "today", 0..=0),
    ("now", "now", 0..=0),
    ("date", "date", 1..=1),
    ("decimal-date-time", "days", 1..=1),
];

/// A function that was called at character `at`; `this` where there is an answer that the expression is about.
pub fn convert(name: &str, arguments: Vec<Value>, at: usize, this: bool) -> Result<Value, NotConverted> {
    if let Some((_, ours, takes)) = RENAMED.iter().find(|(theirs, ..)| *theirs == name) {
        return if takes.contains(&arguments.len()) { Ok(json!({ *ours: arguments })) } else { Err(wrong(name, at)) };
    }
    match (name, arguments.as_slice()) {
        ("true", []) => Ok(json!(true)),
        ("false", []) => Ok(json!(false)),
        ("string-length", []) if this => Ok(json!({ "length": [{ "this": [] }] })),
        ("contains", [text, part]) => Ok(json!({ "in": [part, { "string": [text] }] })),
        ("once", [value]) if this => Ok(json!({ "coalesce": [{ "this": [] }, value] })),
        ("pow", [base, Value::Number(exponent)]) if exponent.is_i64() => Ok(json!({ "pow": [base, exponent] })),
        ("substr", [text, Value::Number(start)]) if whole(start).is_some() => Ok(json!({ "substr": [text, start] })),
        ("substr", [text, Value::Number(start), Value::Number(end)]) => match (whole(start), whole(end)) {
            (Some(from), Some(to)) if to >= from => Ok(json!({ "substr": [text, start, to - from] })),
            _ => Err(wrong(name, at)),
        },
        ("regex", [text, Value::String(pattern)]) if whole_regex(pattern).is_some() => Ok(json!({ "regex": [text, pattern] })),
        ("format-date" | "format-date-time", [date, Value::String(pattern)]) if is_plain(pattern) => {
            Ok(json!({ "format_date": [date, pattern] }))
        }
        ("pow" | "substr" | "regex" | "format-date" | "format-date-time" | "true" | "false" | "contains" | "once" | "position", _) => {
            Err(wrong(name, at))
        }
        _ => Err(NotConverted::Function { at, name: name.to_owned() }),
    }
}

fn wrong(name: &str, at: usize) -> NotConverted {
    NotConverted::Arguments { at, name: name.to_owned() }
}

fn whole(number: &serde_json::Number) -> Option<i64> {
    number.as_i64().filter(|number| *number >= 0)
}

fn is_plain(pattern: &str) -> bool {
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter == '%' && !letters.next().is_some_and(|next| PATTERN.contains(next)) {
            return false;
        }
    }
    true
}
