//! Problems: what is wrong with a form itself, told to the people who make forms, all at once and with the place.
//!
//! These texts may quote the form, which is nobody's secret; they never see an answer.

use crate::parse::Limits;
use std::fmt;

/// Why something is not taken as a form.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FormError {
    /// More bytes than are looked at.
    #[error("the form has {bytes} bytes, more than the {most} that are taken")]
    TooLarge {
        /// It has so many.
        bytes: usize,
        /// So many may be.
        most: usize,
    },
    /// Not JSON at all.
    #[error("line {line}, column {column}: this is not JSON")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but not built as a form is.
    #[error("{at}: {why}")]
    Shape {
        /// The place, as `fields[3].kind`.
        at: String,
        /// What was expected there.
        why: String,
    },
    /// Built as a form is, but its parts do not go together.
    #[error("{}", Listed(.0))]
    Problems(Vec<Problem>),
}

struct Listed<'a>(&'a [Problem]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            write!(out, "{}{problem}", if number > 0 { "\n" } else { "" })?;
        }
        Ok(())
    }
}

/// One thing that is wrong with a form, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The place, as `fields[3].constraint`.
    pub at: String,
    /// What.
    pub wrong: Wrong,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.at, self.wrong)
    }
}

/// What can be wrong with a form.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Wrong {
    /// Two things with one id.
    #[error("“{0}” is there twice")]
    Twice(String),
    /// An id with other signs than letters, digits, `_`, `-` and `.`, or with nothing in it.
    #[error("“{0}” cannot be an id: it begins with a letter or “_”, and has letters, digits, “_”, “-” and “.”, at most 100")]
    NotAnId(String),
    /// A page or an expression names a field that is not there.
    #[error("there is no field “{0}”")]
    NoSuchField(String),
    /// A page names a field that stands in a group.
    #[error("“{0}” stands in a repeat group, not on a page")]
    NotForAPage(String),
    /// A field is on no page, so that nobody could fill it in.
    #[error("“{0}” is on no page")]
    OnNoPage(String),
    /// A list that is not there.
    #[error("there is no list of choices “{0}”")]
    NoSuchList(String),
    /// A list with nothing in it.
    #[error("the list of choices “{0}” is empty")]
    EmptyList(String),
    /// A choice filter asks for a column that no choice of the list has.
    #[error("no choice of the list “{list}” has a column “{column}”")]
    NoSuchColumn {
        /// The list.
        list: String,
        /// The column.
        column: String,
    },
    /// A message that the default language does not have.
    #[error("the default language has no message “{0}”")]
    NoMessage(String),
    /// The default language has no messages at all.
    #[error("there are no messages in the default language “{0}”")]
    NoLanguage(String),
    /// The smallest is above the largest.
    #[error("the smallest is above the largest")]
    Upside,
    /// A note cannot be needed, computed or constrained.
    #[error("a note has no answer")]
    NoteWithAnswer,
    /// A group cannot be computed.
    #[error("a repeat group cannot be computed")]
    ComputedGroup,
    /// An operator that is not one of ours.
    #[error("“{0}” is not an operator")]
    NoSuchOperator(String),
    /// Not an operator with its arguments.
    #[error("an expression is a value, or one operator with its arguments")]
    NotAnExpression,
    /// Too few arguments or too many.
    #[error("“{0}” does not take {1} arguments")]
    Arguments(String, usize),
    /// An argument that must stand there as plain text or number.
    #[error("“{0}” needs {1}")]
    NeedsPlain(String, &'static str),
    /// Not a regular expression, or one that we do not take.
    #[error("this is not a regular expression that can be used here")]
    NotARegex,
    /// `this`, `choice` or `position` where there is none.
    #[error("“{0}” means nothing here")]
    OutOfPlace(&'static str),
    /// Fields whose values need each other.
    #[error("they need each other: {}", .0.join(" → "))]
    Cycle(Vec<String>),
    /// More than is taken.
    #[error("more than {most} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// So many may be.
        most: usize,
    },
    /// The schema made of it could not be used: a fault of ours, kept visible.
    #[error("no schema can be made of it")]
    NoSchema,
}

/// Gathers problems while a form is looked through, up to a number nobody would read anyway.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, at: impl Into<String>, wrong: Wrong) {
        if self.0.len() < Limits::PROBLEMS {
            self.0.push(Problem { at: at.into(), wrong });
        }
    }

    /// Notes a problem unless it holds.
    pub fn unless(&mut self, holds: bool, at: &str, wrong: impl FnOnce() -> Wrong) {
        if !holds {
            self.add(at, wrong());
        }
    }

    /// Nothing is wrong, or all that is.
    pub fn settle(self) -> Result<(), FormError> {
        if self.0.is_empty() { Ok(()) } else { Err(FormError::Problems(self.0)) }
    }

    /// Nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
