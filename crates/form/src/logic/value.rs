//! What values mean in expressions: nothing, yes and no, numbers, texts, lists; when they are true, equal, more or less.

use super::{Plain, date};
use serde_json::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Longer texts are not made: a chain of fields that double each other must come to an end.
const LONGEST_TEXT: usize = 64 * 1024;
/// Nor longer lists.
const LONGEST_LIST: usize = 100_000;
/// From here on a float does not know every whole number.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// A value while it is worked with; texts are borrowed where they can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Val<'a> {
    /// Not answered, hidden, or not to be calculated.
    Nothing,
    /// Yes or no.
    Bool(bool),
    /// Always finite.
    Number(f64),
    /// Never empty: an empty text is nothing.
    Text(Cow<'a, str>),
    /// Several choices, or a value a row. Flat.
    List(Vec<Val<'a>>),
    /// Something that is there and cannot be looked into: a picture, a place, a row.
    Thing,
}

impl<'a> From<&'a Value> for Val<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(bool) => Self::Bool(*bool),
            Value::Number(number) => Self::number_or_nothing(number.as_f64()),
            Value::String(text) if text.trim().is_empty() => Self::Nothing,
            Value::String(text) => Self::text(text.as_str()),
            Value::Array(items) => Self::list(items.iter().map(Self::from)),
            Value::Object(_) => Self::Thing,
        }
    }
}

impl<'a> From<&'a Plain> for Val<'a> {
    fn from(plain: &'a Plain) -> Self {
        match plain {
            Plain::Nothing => Self::Nothing,
            Plain::Bool(bool) => Self::Bool(*bool),
            Plain::Number(number) => Self::Number(*number),
            Plain::Text(text) => Self::text(text.as_str()),
        }
    }
}

impl<'a> Val<'a> {
    /// A text; nothing where it is empty or out of all measure.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() || text.len() > LONGEST_TEXT { Self::Nothing } else { Self::Text(text) }
    }

    /// A number; nothing where there is none.
    pub fn number_or_nothing(number: Option<f64>) -> Self {
        number.filter(|number| number.is_finite()).map_or(Self::Nothing, Self::Number)
    }

    /// A flat list.
    pub fn list(items: impl Iterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for item in items {
            match item {
                Self::List(inner) => flat.extend(inner),
                item => flat.push(item),
            }
            if flat.len() > LONGEST_LIST {
                return Self::Nothing;
            }
        }
        Self::List(flat)
    }

    /// Nothing was answered.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// Whether a rule that comes to this holds.
    pub fn holds(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Bool(bool) => *bool,
            Self::Number(number) => *number != 0.0,
            Self::List(items) => !items.is_empty(),
            Self::Text(_) | Self::Thing => true,
        }
    }

    /// As a number: numbers written as text are numbers, days count from 1970, times of day are parts of a day.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Bool(bool) => Some(f64::from(u8::from(*bool))),
            Self::Number(number) => Some(*number),
            Self::Text(text) => written_number(text).or_else(|| date::days(text)),
            Self::Nothing | Self::List(_) | Self::Thing => None,
        }
    }

    /// As a text: whole numbers without a point, several values with blanks between.
    pub fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Nothing | Self::Thing => Cow::Borrowed(""),
            Self::Bool(bool) => Cow::Borrowed(if bool { "true" } else { "false" }),
            Self::Number(number) => Cow::Owned((number + 0.0).to_string()), // no “-0”
            Self::Text(text) => text,
            Self::List(items) => Cow::Owned(items.into_iter().map(Self::into_text).collect::<Vec<_>>().join(" ")),
        }
    }

    /// As it stands in data.
    pub fn into_value(self) -> Value {
        match self {
            Self::Nothing | Self::Thing => Value::Null,
            Self::Bool(bool) => bool.into(),
            Self::Number(number) => number_value(number),
            Self::Text(text) => text.into_owned().into(),
            Self::List(items) => items.into_iter().map(Self::into_value).collect(),
        }
    }

    /// The values in it: those of a list, or itself, or none.
    pub fn each(self) -> Vec<Self> {
        match self {
            Self::Nothing => Vec::new(),
            Self::List(items) => items,
            other => vec![other],
        }
    }

    /// Whether two are equal. A text that is a number equals that number.
    pub fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => one == two,
            (Self::Bool(one), Self::Bool(two)) => one == two,
            (one, two) if one.is_nothing() || two.is_nothing() => one.is_nothing() && two.is_nothing(),
            (Self::List(one), Self::List(two)) => one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.equals(two)),
            (list @ Self::List(_), text) | (text, list @ Self::List(_)) => list.clone().into_text() == text.clone().into_text(),
            (Self::Thing, _) | (_, Self::Thing) => false,
            (one, two) => one.number().is_some_and(|one| two.number() == Some(one)),
        }
    }

    /// Which is more; none where the two cannot be compared, as with nothing.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self.number(), other.number(), self, other) {
            (Some(one), Some(two), ..) => one.partial_cmp(&two),
            (_, _, Self::Text(one), Self::Text(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }
}

/// A number as people write it: no `inf`, no `NaN`, no blanks inside.
fn written_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let first = text.bytes().next()?;
    let number = (first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.')).then(|| text.parse::<f64>().ok())??;
    number.is_finite().then_some(number)
}

fn number_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "whole and small enough")]
        let whole = number as i64;
        whole.into()
    } else {
        serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}
