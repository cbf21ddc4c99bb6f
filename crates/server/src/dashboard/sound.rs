//! What must hold of a dashboard before it is taken: that its charts can be drawn, and that no figure can name a person. Groups
//! are days, colleagues, areas, and answers that were chosen from a list; what was typed in is never one.

use daybook_form::{Definition as FormDefinition, Field, Kind as FieldKind};
use daybook_record::dashboard::{By, ChartDefinition, Count, Definition, Measure, Shown, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// More charts than that are no dashboard.
const MOST_CHARTS: usize = 20;

/// What does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsound {
    /// `overview`, or `overview.nets`.
    pub place: String,
    /// Why.
    pub why: &'static str,
}

impl fmt::Display for Unsound {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.why)
    }
}

/// Everything that does not hold; empty is good. `forms`: every version of the campaign's forms.
pub fn unsound(definitions: &[Definition], forms: &[FormDefinition]) -> Vec<Unsound> {
    let mut wrong = Vec::new();
    let mut keys = BTreeSet::new();
    for definition in definitions {
        let mut say = |place: &str, why| wrong.push(Unsound { place: place.to_owned(), why });
        if !is_key(&definition.key) || !keys.insert(&definition.key) {
            say(&definition.key, "a key is a short word without spaces, and there is only one of each");
        }
        if is_silent(&definition.title) {
            say(&definition.key, "it has no title");
        }
        if definition.charts.is_empty() || definition.charts.len() > MOST_CHARTS {
            say(&definition.key, "a dashboard has from one to twenty charts");
        }
        let mut charts = BTreeSet::new();
        for chart in &definition.charts {
            let place = format!("{}.{}", definition.key, chart.key);
            if !is_key(&chart.key) || !charts.insert(&chart.key) {
                say(&place, "a key is a short word without spaces, and there is only one of each");
            }
            if is_silent(&chart.title) {
                say(&place, "it has no title");
            }
            shape(chart).into_iter().chain(groups(chart, forms)).for_each(|why| say(&place, why));
        }
    }
    wrong
}

fn is_key(key: &str) -> bool {
    (1..=40).contains(&key.chars().count()) && key.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
}

fn is_silent(title: &Words) -> bool {
    title.values().all(|text| text.trim().is_empty())
}

/// Whether it can be drawn that way.
fn shape(chart: &ChartDefinition) -> Vec<&'static str> {
    let Measure { count, sum, by, .. } = &chart.measure;
    let mut wrong = Vec::new();
    let mut need = |holds: bool, why| {
        if !holds {
            wrong.push(why)
        }
    };
    match chart.shown {
        Shown::Number => need(by.is_none(), "a number has no groups: leave `by` out"),
        Shown::Line => need(matches!(by, Some(By::Day)), "a line goes through days: say `\"by\": \"day\"`"),
        Shown::Bars => need(by.is_some(), "bars stand for groups: say by what"),
        Shown::Table => {}
        Shown::Cover => need(
            *count == Count::Households && sum.is_none() && by.is_none() && chart.target.is_none(),
            "a map of coverage counts households: no sum, no groups, no target",
        ),
    }
    if chart.measure.is_of_entries() && *count != Count::Entries {
        need(sum.is_none(), "a sum over what was filled in counts entries");
    }
    wrong
}

/// Whether a group, or what is added up, could say who somebody is.
fn groups(chart: &ChartDefinition, forms: &[FormDefinition]) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    if let Some(By::Answer(field)) = &chart.measure.by {
        if !chart.is_of_entries() {
            if !matches!((chart.measure.count, field.as_str()), (Count::People, "gender" | "date_of_birth_is_estimated" | "head")) {
                wrong.push("only people's `gender`, `date_of_birth_is_estimated` and `head` can be groups");
            }
        } else if !of_forms(chart, forms, field).is_some_and(|kinds| kinds.iter().all(|kind| is_chosen(kind))) {
            wrong.push("only answers that are chosen from a list, or yes and no, can be groups: name the form, and publish it first");
        }
    }
    wrong
}

fn is_chosen(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Choice { .. } | FieldKind::YesNo {})
}

/// This field in every version of the form; none where there is no such form, or it is not in every version that has it.
fn of_forms<'a>(chart: &ChartDefinition, forms: &'a [FormDefinition], path: &str) -> Option<Vec<&'a Field>> {
    let form = chart.measure.form.as_deref()?;
    let found: Vec<&Field> = forms.iter().filter(|known| known.id == form).filter_map(|known| find(&known.fields, path)).collect();
    (!found.is_empty()).then_some(found)
}

fn find<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let field = fields.iter().find(|field| field.id == first)?;
    match (rest, &field.kind) {
        (None, _) => Some(field),
        (Some(rest), FieldKind::Repeat { fields, .. }) => find(fields, rest),
        (Some(_), _) => None,
    }
}

/// The same, with what the choices of its groups are called, where the file does not say: the form knows, in its languages.
pub fn named(mut definition: Definition, forms: &[FormDefinition]) -> Definition {
    for chart in &mut definition.charts {
        let Some(By::Answer(field)) = chart.measure.by.clone() else { continue };
        for form in forms.iter().filter(|form| chart.measure.form.as_deref() == Some(form.id.as_str())) {
            let Some(FieldKind::Choice { list, .. }) = find(&form.fields, &field).map(|field| &field.kind) else { continue };
            for choice in form.choices.get(list).map(Vec::as_slice).unwrap_or_default() {
                let said: BTreeMap<String, String> =
                    form.languages().map(|language| (language.to_owned(), form.message(language, &choice.label).to_owned())).collect();
                chart.names.entry(choice.value.clone()).or_insert(said);
            }
        }
    }
    definition
}
