//! Holding an entry to exactly the form it was made with, as of the moment it was made: a day that was still to come then must
//! not have passed on the way.

use daybook_form::{self as form, Answers, Limits};
use daybook_record::kind::{Form, FormEntry};
use daybook_record::{Fault, FaultCode, Moment};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// A form that was read and can be asked.
pub(crate) type Ready = Arc<form::Form>;

/// So many are kept ready: a large one takes a while to read, and a campaign has few.
const KEPT: usize = 16;

/// By their SHA-256, the last asked for first. What a form is follows from its name alone, whosever it is.
static READY: Mutex<VecDeque<Ready>> = Mutex::new(VecDeque::new());

/// The form, ready to be asked; none where what was published no longer reads.
pub(crate) fn ready(published: &Form) -> Option<Ready> {
    let kept = |ready: &Ready| ready.identity().sha256 == published.sha256;
    let mut shelf = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(at) = shelf.iter().position(kept) {
        let ready = shelf.remove(at)?;
        shelf.push_front(ready.clone());
        return Some(ready);
    }
    drop(shelf);
    let read = form::Form::parse(published.definition.as_bytes(), &Limits::default())
        .inspect_err(|error| tracing::error!(form = published.form, version = published.version, %error, "a published form does not read"))
        .ok()
        .filter(|read| read.identity().sha256 == published.sha256)?;
    let ready = Arc::new(read);
    let mut shelf = READY.lock().unwrap_or_else(PoisonError::into_inner);
    shelf.push_front(ready.clone());
    shelf.truncate(KEPT);
    Some(ready)
}

/// What of the entry does not hold under its form, by field. Fields and codes only: an answer is never told.
pub(crate) fn faults_of(ready: &form::Form, entry: &FormEntry) -> Vec<Fault> {
    let Value::Object(answers) = &entry.data else { return Vec::new() };
    let mut faults: Vec<Fault> = told(ready, answers, entry.at).collect();
    faults.dedup();
    faults
}

fn told(ready: &form::Form, answers: &Answers, at: Moment) -> impl Iterator<Item = Fault> {
    let made = form::Now::parse_from_rfc3339(&at.to_string()).unwrap_or_default();
    ready.faults(answers, &made).into_iter().map(|fault| Fault { field: named(&fault.place), code: code(fault.code) })
}

/// `data.birth`, and in a row `data.birth[2]`, counted from 1.
fn named(place: &form::Place) -> String {
    let rows: String = place.rows.iter().map(|row| format!("[{}]", row + 1)).collect();
    if place.field.is_empty() { "data".to_owned() } else { format!("data.{}{rows}", place.field) }
}

/// In the words that records have for faults.
fn code(code: form::FaultCode) -> FaultCode {
    use form::FaultCode as Of;
    match code {
        Of::Required | Of::TooFewRows => FaultCode::Missing,
        Of::TooLong => FaultCode::TooLong,
        Of::TooSmall | Of::TooLarge | Of::TooManyRows | Of::TooInaccurate => FaultCode::OutOfRange,
        Of::NotAChoice | Of::UnknownField => FaultCode::Unknown,
        Of::NotAsked => FaultCode::NotAllowed,
        Of::Constraint | Of::ChosenTwice => FaultCode::DoesNotFit,
        Of::NotText
        | Of::NotANumber
        | Of::NotWhole
        | Of::TooShort
        | Of::NotADate
        | Of::NotATime
        | Of::NotADateTime
        | Of::NotYesOrNo
        | Of::Malformed => FaultCode::Malformed,
    }
}
