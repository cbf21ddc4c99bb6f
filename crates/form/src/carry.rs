//! Carrying a draft over to another version of its form: what stays, what goes, what is new, field by field, before it is done.
//!
//! Nothing happens by itself: a draft keeps the form it was begun with until a person has seen this preview and agreed.
//! No value is quoted here; whoever shows the preview has the draft.

use crate::definition::{Field, Kind};
use crate::fault::{FaultCode, Place};
use crate::form::Form;
use crate::logic::FieldNo;
use crate::state::is_empty;
use crate::{Answers, Now};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What becomes of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Fate {
    /// It stands in the new form as it stood in the old.
    Kept,
    /// It stands there in another way: a number as text, one choice as the only one of several.
    Rewritten,
    /// The new form has no place for it.
    Dropped,
    /// It stands there, and is wrong by the new form's rules: to be corrected.
    NoLongerValid {
        /// What is wrong with it.
        code: FaultCode,
    },
    /// The new form asks for it, the old one did not.
    New,
}

/// One field of the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Carried {
    /// Where: for what is dropped in the old form, for everything else in the new one.
    #[serde(flatten)]
    pub place: Place,
    /// What becomes of it.
    #[serde(flatten)]
    pub fate: Fate,
}

/// What carrying over would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// Field by field: the answers in the order of the old form, then what is new.
    pub fields: Vec<Carried>,
    /// The draft as it would be.
    pub answers: Answers,
}

/// What becomes of a draft of the old form in the new one. Changes nothing.
pub fn carry_over(old: &Form, new: &Form, answers: &Answers, now: &Now) -> Preview {
    let mut carrying = Carrying { old, new, fields: Vec::new() };
    let answers = carrying.level(&old.top, answers, &mut Vec::new());
    let mut fields = carrying.fields;
    mark_invalid(&mut fields, new, &answers, now);
    let fresh = new.fields.iter().map(|asked| &asked.field);
    let fresh = fresh.filter(|field| !field.kind.is_hidden() && field.kind.has_answer() && !old.by_id.contains_key(&field.id));
    fields.extend(fresh.map(|field| Carried { place: Place::of(&field.id), fate: Fate::New }));
    Preview { fields, answers }
}

struct Carrying<'a> {
    old: &'a Form,
    new: &'a Form,
    fields: Vec<Carried>,
}

impl Carrying<'_> {
    fn level(&mut self, fields: &[FieldNo], answers: &Answers, rows: &mut Vec<usize>) -> Answers {
        let mut carried = Answers::new();
        for &number in fields {
            let field = &self.old.fields[number].field;
            let Some(value) = answers.get(&field.id).filter(|value| !is_empty(value)) else { continue };
            let place = Place::in_row(&field.id, rows);
            let successor = self.successor(number);
            let (fate, value) = match successor.map(|after| rewritten(&field.kind, &after.kind, value)) {
                Some(Some(same)) if same == *value => (Fate::Kept, Some(same)),
                Some(Some(other)) => (Fate::Rewritten, Some(other)),
                _ => (Fate::Dropped, None),
            };
            self.fields.push(Carried { place, fate });
            let Some(value) = value else { continue };
            let value = if self.old.fields[number].children.is_empty() { value } else { self.rows(number, &value, rows) };
            carried.insert(field.id.clone(), value);
        }
        carried
    }

    fn rows(&mut self, group: FieldNo, value: &Value, rows: &mut Vec<usize>) -> Value {
        let (old, nothing) = (self.old, Map::new());
        let mut carried = Vec::new();
        for (row, answers) in value.as_array().into_iter().flatten().enumerate() {
            rows.push(row);
            let level = self.level(&old.fields[group].children, answers.as_object().unwrap_or(&nothing), rows);
            carried.push(Value::Object(level));
            rows.pop();
        }
        carried.into()
    }

    /// The field of the same id in the same groups of the new form.
    fn successor(&self, number: FieldNo) -> Option<&Field> {
        let names = |form: &Form, number: FieldNo| -> Vec<String> {
            form.fields[number].chain.iter().map(|&group| form.fields[group].field.id.clone()).collect()
        };
        let after = *self.new.by_id.get(&self.old.fields[number].field.id)?;
        let field = &self.new.fields[after].field;
        (field.kind.has_answer() && names(self.old, number) == names(self.new, after)).then_some(field)
    }
}

/// An answer of one kind as one of another, where nothing is lost by it.
fn rewritten(from: &Kind, to: &Kind, value: &Value) -> Option<Value> {
    if std::mem::discriminant(from) == std::mem::discriminant(to) {
        return match (from, to, value) {
            (Kind::Choice { many: false, .. }, Kind::Choice { many: true, .. }, one) => Some(Value::Array(vec![one.clone()])),
            (Kind::Choice { many: true, .. }, Kind::Choice { many: false, .. }, Value::Array(several)) => match several.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            },
            _ => Some(value.clone()),
        };
    }
    match (from, to, value) {
        (Kind::Integer { .. }, Kind::Decimal { .. }, number) => Some(number.clone()),
        (Kind::Decimal { .. }, Kind::Integer { .. }, Value::Number(number)) => number.as_i64().map(Value::from),
        (Kind::Integer { .. } | Kind::Decimal { .. }, Kind::Text { .. }, Value::Number(number)) => Some(number.to_string().into()),
        (Kind::Barcode {}, Kind::Text { .. }, text) | (Kind::Text { .. }, Kind::Barcode {}, text) => Some(text.clone()),
        (Kind::Text { .. }, Kind::Choice { many: false, .. }, text) | (Kind::Choice { many: false, .. }, Kind::Text { .. }, text) => {
            Some(text.clone())
        }
        (_, Kind::Hidden {}, plain) if !plain.is_object() && !plain.is_array() => Some(plain.clone()),
        _ => None,
    }
}

fn mark_invalid(fields: &mut [Carried], new: &Form, answers: &Answers, now: &Now) {
    let look = new.look(answers, now);
    let wrong: BTreeMap<&Place, FaultCode> =
        look.pages.iter().flat_map(|page| &page.faults).chain(&look.elsewhere).map(|fault| (&fault.place, fault.code)).collect();
    for carried in fields.iter_mut().filter(|carried| carried.fate != Fate::Dropped) {
        if let Some(&code) = wrong.get(&carried.place) {
            carried.fate = Fate::NoLongerValid { code };
        }
    }
}
