//! One row of a survey as a field.

use super::Why;
use super::gather::Gather;
use super::workbook::Row;
use crate::definition::{Expression, Field, Kind};
use serde_json::{Value, json};

/// The list that stands behind every `acknowledge`: one choice, whose value is what such a question has always given.
pub const ACKNOWLEDGED: &str = "acknowledged";
/// From so many choices on, a box to search in is offered unasked.
const MANY: usize = 30;
/// Columns that would be lost.
const LOST: &[&str] = &["trigger", "guidance_hint", "query", "instance", "bind", "body", "autoplay", "save_to", "entity"];

/// What a row asks for.
#[allow(clippy::large_enum_variant, reason = "one lives at a time, for a moment")]
pub enum Asks {
    /// A question, with what its type brings along.
    Question(Kind, Extra),
    /// Something that cannot be converted.
    Nothing(Why),
}

/// What a type brings along besides its kind.
#[derive(Default)]
pub struct Extra {
    pub default: Option<Value>,
    pub computed: Option<Value>,
    pub constraint: Option<Value>,
}

/// The type of a row, in one spelling.
pub fn kind_of(row: &Row, sizes: &dyn Fn(&str) -> usize) -> Asks {
    let written = row.get("type").unwrap_or_default();
    let words: Vec<String> = written.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let last = || written.split_whitespace().last().unwrap_or_default().to_owned();
    let appearance = row.get("appearance").unwrap_or_default();
    let plain = |kind| Asks::Question(kind, Extra::default());
    let computed = |value| Asks::Question(Kind::Hidden {}, Extra { computed: Some(value), ..Extra::default() });
    let begins = |value| Asks::Question(Kind::Hidden {}, Extra { default: Some(value), ..Extra::default() });
    match words.as_slice() {
        ["text" | "string"] => plain(Kind::Text { min_length: None, max_length: None }),
        ["integer" | "int"] => plain(Kind::Integer { min: None, max: None }),
        ["decimal"] => plain(Kind::Decimal { min: None, max: None }),
        ["range"] => range(row),
        ["date"] => plain(Kind::Date {}),
        ["time"] => plain(Kind::Time {}),
        ["datetime" | "date_time"] => plain(Kind::DateTime {}),
        ["note"] => plain(Kind::Note {}),
        ["geopoint"] => plain(Kind::Coordinates { accuracy: None }),
        ["image" | "photo"] if appearance.contains("signature") => plain(Kind::Signature {}),
        ["image" | "photo"] => plain(Kind::Photo {}),
        ["barcode"] => plain(Kind::Barcode {}),
        ["acknowledge" | "trigger"] => plain(select(ACKNOWLEDGED.to_owned(), false, "", sizes)),
        ["calculate" | "hidden"] => plain(Kind::Hidden {}),
        ["today"] => begins(json!({ "today": [] })),
        ["start"] => begins(json!({ "now": [] })),
        ["end"] => computed(json!({ "now": [] })),
        ["select_one" | "select1", _] | ["select", "one", _] => plain(select(last(), false, appearance, sizes)),
        ["select_multiple", _] | ["select", "multiple", _] | ["select", "all", "that", "apply", "from", _] => {
            plain(select(last(), true, appearance, sizes))
        }
        _ => Asks::Nothing(Why::Type(written.to_owned())),
    }
}

fn select(list: String, many: bool, appearance: &str, sizes: &dyn Fn(&str) -> usize) -> Kind {
    let searchable = appearance.contains("autocomplete") || sizes(&list) > MANY;
    Kind::Choice { list, many, searchable, filter: None }
}

/// `start=0 end=10 step=2`, as whole numbers where all three are whole.
fn range(row: &Row) -> Asks {
    let parameters = row.get("parameters").unwrap_or_default().replace([',', ';'], " ");
    let mut numbers = [0.0, 10.0, 1.0];
    for parameter in parameters.split_whitespace() {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let place = ["start", "end", "step"].iter().position(|known| name.eq_ignore_ascii_case(known));
        match (place, value.parse::<f64>()) {
            (Some(place), Ok(number)) if number.is_finite() => numbers[place] = number,
            _ => return Asks::Nothing(Why::Setting(parameter.to_owned())),
        }
    }
    let [start, end, step] = numbers;
    let whole = |number: f64| -> Option<i32> {
        #[expect(clippy::cast_possible_truncation, reason = "looked at right before")]
        (number.fract() == 0.0 && number.abs() < f64::from(i32::MAX)).then_some(number as i32)
    };
    let constraint = |whole_steps| Extra { constraint: Some(whole_steps), ..Extra::default() };
    match (whole(start), whole(end), whole(step)) {
        (Some(min), Some(max), Some(1)) => Asks::Question(Kind::Integer { min: Some(min), max: Some(max) }, Extra::default()),
        (Some(min), Some(max), Some(step)) if step > 1 => {
            let rest = json!({ "==": [{ "%": [{ "-": [{ "this": [] }, min] }, step] }, 0] });
            Asks::Question(Kind::Integer { min: Some(min), max: Some(max) }, constraint(rest))
        }
        _ if step > 0.0 => {
            let steps = json!({ "/": [{ "-": [{ "this": [] }, start] }, step] });
            let rest = json!({ "==": [{ "round": [steps.clone(), 6] }, { "round": [steps] }] });
            Asks::Question(Kind::Decimal { min: Some(start), max: Some(end) }, constraint(rest))
        }
        _ => Asks::Nothing(Why::Setting(parameters)),
    }
}

impl Gather {
    /// A row that asks something, as a field; `relevant` is what the groups around it say.
    pub fn field(&mut self, row: &Row, name: &str, kind: Kind, extra: Extra, relevant: &[Expression], repeated: bool) -> Field {
        let key = |what: &str| format!("{name}:{what}");
        self.lost(row, &kind);
        let kind = self.with_filter(row, kind, repeated);
        let own = self.rule(row, "relevant", repeated);
        let constraint = self.rule(row, "constraint", repeated);
        let computed = self.rule(row, "calculation", repeated).or(extra.computed.map(Expression));
        if matches!(row.get("type").map(str::trim), Some("calculate")) && row.get("calculation").is_none() {
            self.leave("survey", row.number, "calculation", Why::NothingToCalculate);
        }
        let note = !kind.has_answer();
        let default = if note { None } else { self.default(row, &kind, repeated).or(extra.default.map(Expression)) };
        Field {
            id: name.to_owned(),
            label: self.texts.of("survey", row, "label", &key("label")),
            hint: self.texts.of("survey", row, "hint", &key("hint")),
            required: self.flag(row, "required", repeated).filter(|_| !note),
            required_message: self.texts.of("survey", row, "required_message", &key("required")),
            read_only: self.flag(row, "read_only", repeated),
            appearance: row.get("appearance").map(str::to_owned),
            visible: all(relevant.iter().cloned().chain(own)),
            computed: computed.filter(|_| !note),
            default,
            constraint: all(constraint.into_iter().chain(extra.constraint.map(Expression))).filter(|_| !note),
            constraint_message: self.texts.of("survey", row, "constraint_message", &key("constraint")),
            kind,
        }
    }

    fn with_filter(&mut self, row: &Row, kind: Kind, repeated: bool) -> Kind {
        match kind {
            Kind::Choice { list, many, searchable, .. } => {
                let filter = self.filter(row, &list, repeated);
                Kind::Choice { list, many, searchable, filter }
            }
            kind => kind,
        }
    }

    /// What stands in the question from the start: a value of its kind, or an expression.
    fn default(&mut self, row: &Row, kind: &Kind, repeated: bool) -> Option<Expression> {
        let text = row.get("default")?;
        let value = match kind {
            Kind::Integer { .. } | Kind::Decimal { .. } => text.parse::<serde_json::Number>().ok().map(Value::Number),
            Kind::Choice { many: true, .. } if !text.contains("${") => Some(text.split_whitespace().map(Value::from).collect()),
            _ if text.contains("${") || text.ends_with(')') => None,
            _ => Some(text.into()),
        };
        match value {
            Some(value) => Some(Expression(value)),
            None if matches!(kind, Kind::Text { .. }) && !text.contains("${") => {
                let converted = super::convert(text, super::Names { fields: &self.names, columns: None, this: false, repeated });
                Some(Expression(converted.unwrap_or_else(|_| text.into())))
            }
            None => self.rule(row, "default", repeated),
        }
    }

    /// Notes what would be lost of a row.
    fn lost(&mut self, row: &Row, kind: &Kind) {
        self.media("survey", row);
        for (column, text) in &row.cells {
            let lost = LOST.contains(&column.split("::").next().unwrap_or_default());
            let drawn = column == "appearance" && (text.contains("search(") || text.contains("ex:") || text.contains("printer"));
            let settings = column == "parameters" && !matches!(kind, Kind::Integer { .. } | Kind::Decimal { .. }) && !is_known(text);
            if lost || drawn {
                self.leave("survey", row.number, column, Why::NoPlace);
            } else if settings {
                self.leave("survey", row.number, column, Why::Setting(text.clone()));
            }
        }
        if let Kind::Choice { list, .. } = kind
            && list != ACKNOWLEDGED
            && !self.columns.contains_key(list)
        {
            self.leave("survey", row.number, "type", Why::NoList(list.clone()));
        }
    }
}

/// Parameters that change nothing here: pictures are made smaller by the app.
fn is_known(parameters: &str) -> bool {
    parameters.split([' ', ',', ';']).filter(|part| !part.is_empty()).all(|part| part.starts_with("max-pixels="))
}

/// All of these rules as one.
pub fn all(rules: impl Iterator<Item = Expression>) -> Option<Expression> {
    let rules: Vec<Value> = rules.map(|Expression(logic)| logic).collect();
    match rules.as_slice() {
        [] => None,
        [one] => Some(Expression(one.clone())),
        several => Some(Expression(json!({ "and": several }))),
    }
}
