//! What one record adds to a chart. No clock, no other record: the same answer wherever it is asked.

use super::{Amount, By, Cell, ChartDefinition, Count, Measure, Shown};
use crate::facts::same_value;
use crate::{Facts, Kind, Moment, RecordId};
use serde_json::Value;

/// What one record adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What it counts.
    pub counted: Option<Counted>,
    /// The cell in which it stands, for a household on a map of coverage.
    pub stands: Option<Cell>,
}

/// What a record counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Whom it is about, where each of them counts once: by the earliest record about them.
    pub about: Option<RecordId>,
    /// When it was written down, in seconds: which one is the earliest.
    pub at: i64,
    /// In which group; none where its record does not say.
    pub group: Option<String>,
    /// How much.
    pub amount: Amount,
}

/// What this record adds to this chart. Its area is the caller's to ask.
pub fn part(chart: &ChartDefinition, kind: Kind, facts: &Facts) -> Part {
    Part { counted: counted(chart, kind, facts), stands: stands(chart, kind, facts) }
}

fn counted(chart: &ChartDefinition, kind: Kind, facts: &Facts) -> Option<Counted> {
    let measure = &chart.measure;
    let read = match (chart.is_of_entries(), measure.count) {
        (true, _) => Kind::Entry,
        (false, Count::Households) => Kind::Household,
        (false, Count::People) => Kind::Individual,
        (false, Count::Entries) => Kind::Entry,
    };
    // Who was registered twice counts once.
    if kind != read || (kind == Kind::Individual && facts.0.contains_key("duplicate_of")) || !holds(measure, kind, facts) {
        return None;
    }
    let amount = match &measure.sum {
        Some(field) => values(kind, facts, field).into_iter().filter_map(Amount::of).sum(),
        None => Amount::ONE,
    };
    let about = match (chart.is_of_entries() && measure.sum.is_none(), whom(chart)) {
        (false, _) | (true, Count::Entries) => None,
        (true, Count::Households) => Some(facts.parse("household")?),
        (true, Count::People) => Some(facts.parse("individual")?),
    };
    let at = facts.text("at").and_then(Moment::parse).map_or(i64::MAX, Moment::seconds);
    Some(Counted { about, at, group: measure.by.as_ref().and_then(|by| group(by, kind, facts)), amount })
}

/// Whom a chart counts: a map of coverage counts households, whatever is written there.
const fn whom(chart: &ChartDefinition) -> Count {
    if matches!(chart.shown, Shown::Cover) { Count::Households } else { chart.measure.count }
}

fn stands(chart: &ChartDefinition, kind: Kind, facts: &Facts) -> Option<Cell> {
    if chart.shown != Shown::Cover || kind != Kind::Household {
        return None;
    }
    let degrees = |field: &str| facts.0.get(field).and_then(Value::as_f64).filter(|degrees| degrees.is_finite());
    Some(Cell::at(degrees("latitude")?, degrees("longitude")?))
}

fn holds(measure: &Measure, kind: Kind, facts: &Facts) -> bool {
    let with_form = kind != Kind::Entry || measure.form.as_deref().is_none_or(|form| facts.text("form") == Some(form));
    with_form
        && measure.conditions.iter().all(|condition| {
            let said = values(kind, facts, &condition.field);
            if condition.equals.is_null() { said.is_empty() } else { said.into_iter().any(|value| same_value(value, &condition.equals)) }
        })
}

fn group(by: &By, kind: Kind, facts: &Facts) -> Option<String> {
    match by {
        By::Day => facts.text("at").and_then(|at| at.get(..10)).map(str::to_owned),
        By::Worker => facts.text("recorded_by").map(str::to_owned),
        By::Area => facts.text("area").map(str::to_owned),
        By::Answer(field) => {
            // Somebody who chose several things is in one group all the same, or the groups would not add up to the whole.
            let said: Vec<String> = values(kind, facts, field).into_iter().map(written).collect();
            (!said.is_empty()).then(|| said.join(" "))
        }
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

/// Every value that a record has at a path: an answer of an entry, a field of anything else.
fn values<'a>(kind: Kind, facts: &'a Facts, path: &str) -> Vec<&'a Value> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let root = match kind {
        Kind::Entry => facts.0.get("data").and_then(|data| data.get(first)),
        _ => facts.0.get(first),
    };
    let mut found = Vec::new();
    if let Some(root) = root {
        gather(root, rest, &mut found);
    }
    found
}

fn gather<'a>(value: &'a Value, path: Option<&str>, found: &mut Vec<&'a Value>) {
    match (value, path) {
        (Value::Array(rows), _) => rows.iter().for_each(|row| gather(row, path, found)),
        (Value::Null, _) => {}
        (value, None) => found.push(value),
        (value, Some(path)) => {
            let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
            if let Some(value) = value.get(first) {
                gather(value, rest, found);
            }
        }
    }
}
