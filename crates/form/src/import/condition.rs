//! The conditions of page files: `page.field==VALUE`, joined by `&&` and `||`, as JSON Logic.

use super::NotConverted;
use serde_json::{Value, json};

const OPERATORS: &[(&str, &str)] = &[("==", "=="), ("!=", "!="), (">=", ">="), ("<=", "<="), (">", ">"), ("<", "<")];
/// A condition may have so many characters.
const LONGEST: usize = 4_000;

/// A condition; `field` knows what `page.field` is called in the form.
pub fn condition(text: &str, field: &dyn Fn(&str) -> Option<String>) -> Result<Value, NotConverted> {
    let wrong = || NotConverted::Condition(text.to_owned());
    // Brackets would need a reading of their own, and are not in use.
    if text.len() > LONGEST || text.contains(['(', ')']) {
        return Err(wrong());
    }
    let all = |part: &str| -> Option<Value> {
        let each: Option<Vec<Value>> = part.split("&&").map(|comparison| one(comparison, field)).collect();
        each.map(|each| joined("and", each))
    };
    let any: Option<Vec<Value>> = text.split("||").map(all).collect();
    any.map(|any| joined("or", any)).ok_or_else(wrong)
}

fn joined(operator: &str, mut parts: Vec<Value>) -> Value {
    if parts.len() == 1 { parts.remove(0) } else { json!({ operator: parts }) }
}

fn one(text: &str, field: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
    let at = text.find(['=', '!', '<', '>'])?;
    let (written, logic) = OPERATORS.iter().find(|(written, _)| text[at..].starts_with(written))?;
    let (name, value) = (text[..at].trim(), text[at + written.len()..].trim());
    Some(json!({ *logic: [{ "var": field(name)? }, plain(value)?] }))
}

/// `YES`, `'yes'`, `12`, `true`; nothing that looks like more than that.
fn plain(text: &str) -> Option<Value> {
    let quoted = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(inner) = quoted('\'').or_else(|| quoted('"')) {
        return Some(inner.into());
    }
    match text {
        "true" => Some(true.into()),
        "false" => Some(false.into()),
        "null" => Some(Value::Null),
        _ => {
            let word = !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' '));
            text.parse::<serde_json::Number>().ok().map(Value::Number).or_else(|| word.then(|| text.into()))
        }
    }
}
