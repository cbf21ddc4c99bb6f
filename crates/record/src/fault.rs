//! Faults: what is wrong with what somebody wrote, by field, as a closed code. The words are the screens' business.

use crate::code::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// What can be wrong with a field.
    FaultCode {
        /// Nothing was written where something must be.
        Missing = "missing",
        /// Something was written where nothing may be (a batch on a record that was not given).
        NotAllowed = "not_allowed",
        /// Not one of the values there are.
        Unknown = "unknown",
        /// Not in the form it must have (a batch number of one letter).
        Malformed = "malformed",
        /// Longer than there is room for.
        TooLong = "too_long",
        /// Outside what is possible (a seventh dose).
        OutOfRange = "out_of_range",
        /// A day that is still to come.
        InTheFuture = "in_the_future",
        /// Before the child was born.
        BeforeBirth = "before_birth",
        /// Not one of the session's days.
        NotASessionDay = "not_a_session_day",
        /// The batch was out of date on that day.
        Expired = "expired",
        /// Two fields that do not go together (a spray in the arm).
        DoesNotFit = "does_not_fit",
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Fault {
    /// The field's name, as in the facts.
    pub field: String,
    /// What is wrong with it.
    pub code: FaultCode,
}

/// Gathers faults while a record is looked through, so that all are told at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, field: &str, code: FaultCode) {
        self.0.push(Fault { field: field.to_owned(), code });
    }

    /// Notes a fault unless it holds.
    pub fn unless(&mut self, holds: bool, field: &str, code: FaultCode) {
        if !holds {
            self.add(field, code);
        }
    }

    /// The field must have something in it. Gives it back, so that it can be looked at further.
    pub fn need<T: Clone>(&mut self, value: &Option<T>, field: &str) -> Option<T> {
        self.unless(value.is_some(), field, FaultCode::Missing);
        value.clone()
    }

    /// The text must not be blank.
    pub fn need_text(&mut self, value: &str, field: &str) {
        self.unless(!value.trim().is_empty(), field, FaultCode::Missing);
    }

    /// The text must not be longer than so many characters.
    pub fn at_most(&mut self, value: Option<&str>, characters: usize, field: &str) {
        self.unless(value.is_none_or(|text| text.chars().count() <= characters), field, FaultCode::TooLong);
    }

    /// All that was found; empty is good.
    pub fn list(self) -> Vec<Fault> {
        self.0
    }
}
