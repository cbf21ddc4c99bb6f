//! Facts: a record as named values, the form in which it is compared, merged, stored and sent.
//!
//! A typed struct knows what a field means; [`Facts`] knows only which fields there are and whether two values are the
//! same. Both are needed: rules read structs, merging reads facts. An absent field and a null one are the same, so that a
//! struct with an empty `Option` and one that never had the field do not look different (others' records all "changed").

use crate::time::Moment;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;

/// Field name to value. In a stored record nulls do not occur; in a difference a null says "cleared".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(pub BTreeMap<String, Value>);

/// The facts do not have the shape that their kind asks for.
#[derive(Debug, thiserror::Error)]
#[error("these facts are not a {what}: {cause}")]
pub struct NotThatKind {
    /// The Rust type that was asked for.
    pub what: &'static str,
    /// What serde says; names fields and types, never values.
    pub cause: String,
}

impl Facts {
    /// The facts of a typed record. A value that is not a map of fields (a programming error) gives no facts.
    pub fn of<T: Serialize>(record: &T) -> Self {
        match serde_json::to_value(record) {
            Ok(Value::Object(map)) => Self(map.into_iter().collect()).normalised(),
            _ => Self::default(),
        }
    }

    /// Reads the facts as a typed record.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, NotThatKind> {
        let map = self.0.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        serde_json::from_value(Value::Object(map)).map_err(|error| NotThatKind {
            what: std::any::type_name::<T>().rsplit("::").next().unwrap_or("record"),
            cause: shape_only(&error.to_string()),
        })
    }

    /// A field's text, if it has one.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field).and_then(Value::as_str)
    }

    /// A field's text read as something else: an id, a code, a date.
    pub fn parse<T: std::str::FromStr>(&self, field: &str) -> Option<T> {
        self.text(field).and_then(|text| text.parse().ok())
    }

    /// True where there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Trimmed text, whole seconds, no nulls, no empty text: the form in which values are compared.
    pub fn normalised(self) -> Self {
        Self(self.0.into_iter().map(|(name, value)| (name, normal(value))).filter(|(_, value)| !value.is_null()).collect())
    }

    /// What to say so that `before` becomes this: new values, and null for what is gone.
    pub fn changed_from(&self, before: &Facts) -> Facts {
        let mut difference = BTreeMap::new();
        for (name, value) in &self.0 {
            if !before.0.get(name).is_some_and(|was| same_value(was, value)) {
                difference.insert(name.clone(), value.clone());
            }
        }
        for name in before.0.keys().filter(|name| !self.0.contains_key(*name)) {
            difference.insert(name.clone(), Value::Null);
        }
        Facts(difference)
    }

    /// This, with a difference applied.
    pub fn with(&self, difference: &Facts) -> Facts {
        let mut after = self.0.clone();
        for (name, value) in &difference.0 {
            match normal(value.clone()) {
                Value::Null => after.remove(name),
                value => after.insert(name.clone(), value),
            };
        }
        Facts(after)
    }

    /// True where both say the same, however it is written.
    pub fn same_as(&self, other: &Facts) -> bool {
        self.changed_from(other).is_empty()
    }
}

/// True where two values mean the same: trimmed text, numbers by value, times by instant, nothing equal to null.
pub fn same_value(one: &Value, other: &Value) -> bool {
    match (normal(one.clone()), normal(other.clone())) {
        (Value::String(one), Value::String(other)) => {
            one == other || matches!((Moment::parse(&one), Moment::parse(&other)), (Some(one), Some(other)) if one == other)
        }
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (one, other) => one == other,
    }
}

fn normal(value: Value) -> Value {
    match value {
        Value::String(text) => match text.trim() {
            "" => Value::Null,
            trimmed => match trimmed.contains('T').then(|| Moment::parse(trimmed)).flatten() {
                Some(moment) => Value::String(moment.to_string()),
                None => Value::String(trimmed.to_owned()),
            },
        },
        Value::Array(items) if items.is_empty() => Value::Null,
        other => other,
    }
}

/// serde's messages quote the offending value; only what stands before it, and what was expected instead, may reach a log
/// (law 14). What was expected comes last, and the value may itself say "expected".
fn shape_only(message: &str) -> String {
    if message.starts_with("missing field ") {
        return message.to_owned();
    }
    let head = message.split([':', '`', '"']).next().unwrap_or_default().trim_end();
    match message.rsplit_once(", expected ") {
        Some((_, expected)) => format!("{head}, expected {expected}"),
        None => head.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn facts(value: Value) -> Facts {
        Facts(value.as_object().unwrap().clone().into_iter().collect())
    }

    #[test]
    fn an_absent_field_and_a_null_one_are_the_same() {
        assert!(facts(json!({"a": 1, "b": null})).normalised().same_as(&facts(json!({"a": 1}))));
    }

    #[test]
    fn milliseconds_and_spaces_do_not_make_a_record_look_changed() {
        let ours = facts(json!({"at": "2026-06-01T09:30:00.250+01:00", "notes": " calm "})).normalised();
        assert!(ours.same_as(&facts(json!({"at": "2026-06-01T08:30:00Z", "notes": "calm"}))));
    }

    #[test]
    fn a_difference_applied_gives_what_it_was_taken_from() {
        let before = facts(json!({"a": 1, "b": "x"}));
        let after = facts(json!({"a": 2, "c": true}));
        let difference = after.changed_from(&before);
        assert_eq!(difference, facts(json!({"a": 2, "b": null, "c": true})));
        assert_eq!(before.with(&difference), after);
    }

    #[test]
    fn an_error_about_shape_does_not_quote_the_value() {
        #[derive(Deserialize, Debug)]
        #[expect(dead_code, reason = "only its reading is tried")]
        struct Shape {
            age: u8,
            arm: Arm,
        }
        #[derive(Deserialize, Debug)]
        #[serde(rename_all = "snake_case")]
        enum Arm {
            Left,
            Right,
        }
        for value in
            [json!("Amina Begum"), json!("as expected Amina"), json!("a, expected Amina, b"), json!("say: `Amina`"), json!(["Amina"])]
        {
            let error = facts(json!({"age": value, "arm": "left"})).read::<Shape>().unwrap_err();
            assert!(!error.to_string().contains("Amina"), "{error}");
            assert!(error.to_string().ends_with(", expected u8"), "{error}");
        }
        let error = facts(json!({"age": 1, "arm": "Amina Begum"})).read::<Shape>().unwrap_err();
        assert_eq!(error.to_string(), "these facts are not a Shape: unknown variant, expected `left` or `right`");
        let error = facts(json!({"age": 1})).read::<Shape>().unwrap_err();
        assert_eq!(error.to_string(), "these facts are not a Shape: missing field `arm`");
    }
}
