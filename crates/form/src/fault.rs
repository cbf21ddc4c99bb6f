//! Faults: what is wrong with what somebody filled in, by field and row, as a closed code.
//!
//! A fault never holds the value it is about: faults are sent, shown and logged, and what was filled in is a person's (law 14).

use serde::{Deserialize, Serialize};

/// One field of what is filled in: its id, and the rows it stands in, from the outermost repeat group inwards, from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FormPlace"))]
pub struct Place {
    /// The field's id.
    pub field: String,
    /// In which row of each group around it; empty outside of groups.
    #[serde(default)]
    pub rows: Vec<usize>,
}

impl Place {
    /// A field that stands in no group.
    pub fn of(field: &str) -> Self {
        Self { field: field.to_owned(), rows: Vec::new() }
    }

    /// A field in a row of a group.
    pub fn in_row(field: &str, rows: &[usize]) -> Self {
        Self { field: field.to_owned(), rows: rows.to_vec() }
    }
}

/// What can be wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FormFaultCode"))]
pub enum FaultCode {
    /// Nothing was answered where an answer is needed.
    Required,
    /// Not letters.
    NotText,
    /// Not a number.
    NotANumber,
    /// A number, but not a whole one.
    NotWhole,
    /// Less than the smallest.
    TooSmall,
    /// More than the largest.
    TooLarge,
    /// Fewer characters than needed.
    TooShort,
    /// More characters than there is room for.
    TooLong,
    /// Not a day.
    NotADate,
    /// Not a time of day.
    NotATime,
    /// Not a moment.
    NotADateTime,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not in the list, or not offered here.
    NotAChoice,
    /// The same choice twice.
    ChosenTwice,
    /// Fewer rows than needed.
    TooFewRows,
    /// More rows than may be.
    TooManyRows,
    /// Where one stands is not known well enough.
    TooInaccurate,
    /// Not built as an answer of its kind is.
    Malformed,
    /// What the form's makers wrote down does not hold.
    Constraint,
    /// The form has no such field (told of the group it would stand in).
    UnknownField,
    /// Answered in an entry though the form does not show it.
    NotAsked,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields, rename = "FormFault"))]
pub struct Fault {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What.
    pub code: FaultCode,
    /// The message key by which the form's makers say it; none where the app's own words for the code do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
