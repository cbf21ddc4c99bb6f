//! What the screen needs after each change: what is seen, what is computed, what is wrong and what is missing.
//!
//! Pure and the same everywhere: the same form, the same answers and the same moment give the same look, on the device
//! while somebody fills in and on the service when the entry arrives.

use crate::definition::{Choice, Kind};
use crate::fault::{Fault, FaultCode, Place};
use crate::form::{Asked, Form};
use crate::logic::FieldNo;
use crate::state::{State, is_empty, of_kind};
use crate::{Answers, Now};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// How a form stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FormLook"))]
pub struct Look {
    /// Every page, in order.
    pub pages: Vec<PageLook>,
    /// The fields that are seen, in the order of the form, a group before its rows.
    pub visible: Vec<Place>,
    /// Of these, those that need an answer.
    pub required: Vec<Place>,
    /// Of these, those that can only be read.
    pub read_only: Vec<Place>,
    /// What was computed.
    pub computed: Vec<Computed>,
    /// What is wrong and on no page: hidden fields, and what has no place in the form.
    pub elsewhere: Vec<Fault>,
}

/// How a page stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FormPageLook"))]
pub struct PageLook {
    /// Which.
    pub id: String,
    /// It is seen, and something on it is, too.
    pub visible: bool,
    /// What is wrong with what was answered.
    pub faults: Vec<Fault>,
    /// What was not answered and must be.
    pub missing: Vec<Fault>,
}

/// A value that nobody filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Computed {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The value; null where it cannot be worked out.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub value: Value,
}

impl Look {
    /// Nothing is wrong and nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.faults().next().is_none()
    }

    /// Everything that is wrong or missing.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.pages.iter().flat_map(|page| page.faults.iter().chain(&page.missing)).chain(&self.elsewhere)
    }
}

impl Form {
    /// What stands in the form before anybody has filled in anything.
    pub fn begin(&self, now: &Now) -> Answers {
        let nothing = Answers::new();
        self.begun(&self.top, &State::of(self, &nothing, now), &[], now)
    }

    /// What stands in the next row of the group at this place.
    pub fn begin_row(&self, group: &Place, answers: &Answers, now: &Now) -> Answers {
        let state = State::of(self, answers, now);
        let Some(&number) = self.by_id.get(&group.field) else { return Answers::new() };
        let rows: Vec<usize> = group.rows.iter().copied().chain([state.rows(number, &group.rows)]).collect();
        self.begun(&self.fields[number].children, &state, &rows, now)
    }

    fn begun(&self, fields: &[FieldNo], state: &State<'_>, rows: &[usize], now: &Now) -> Answers {
        let begun = fields.iter().filter_map(|&number| {
            let Asked { field, rules, .. } = &self.fields[number];
            let value = of_kind(&field.kind, rules.default.as_ref()?.eval(&state.around(rows, None, now)));
            (!is_empty(&value)).then(|| (field.id.clone(), value))
        });
        begun.collect()
    }

    /// How the form stands with these answers at this moment.
    pub fn look(&self, answers: &Answers, now: &Now) -> Look {
        Looking::at(self, answers, now).look()
    }

    /// What is sent: the answers to what is seen, and what is computed. What is hidden stays in the draft.
    pub fn sent(&self, answers: &Answers, now: &Now) -> Answers {
        State::of(self, answers, now).sent()
    }

    /// Everything that is wrong with an entry as it arrived. Unlike a draft it may not answer what is not asked.
    /// `now` is when it was made: a day that was still to come then must not have passed on the way.
    pub fn faults(&self, entry: &Answers, now: &Now) -> Vec<Fault> {
        let looking = Looking::at(self, entry, now);
        let mut faults = looking.unasked();
        faults.extend(looking.look().faults().cloned());
        faults
    }
}

/// One look, while it is taken.
struct Looking<'a> {
    form: &'a Form,
    state: State<'a>,
    now: &'a Now,
    wrong: Vec<Fault>,
}

impl<'a> Looking<'a> {
    fn at(form: &'a Form, answers: &'a Answers, now: &'a Now) -> Self {
        let state = State::of(form, answers, now);
        let wrong = form.validator.faults(state.sent());
        Self { form, state, now, wrong }
    }

    fn look(&self) -> Look {
        let pages = self.form.definition.pages.iter().map(|page| PageLook {
            id: page.id.clone(),
            visible: false,
            faults: Vec::new(),
            missing: Vec::new(),
        });
        let mut look = Look {
            pages: pages.collect(),
            visible: Vec::new(),
            required: Vec::new(),
            read_only: Vec::new(),
            computed: Vec::new(),
            elsewhere: self.state.strays.clone(),
        };
        for fault in &self.wrong {
            self.note(&mut look, fault.clone());
        }
        let wrong: BTreeSet<&Place> = self.wrong.iter().map(|fault| &fault.place).collect();
        self.level(&self.form.top, &mut Vec::new(), &wrong, &mut look);
        look
    }

    /// The fields of one row, or those outside of groups; groups are gone into.
    fn level(&self, fields: &[FieldNo], rows: &mut Vec<usize>, wrong: &BTreeSet<&Place>, look: &mut Look) {
        for &number in fields {
            if !self.state.is_shown(number, rows) {
                continue;
            }
            self.field(number, rows, wrong, look);
            let children = &self.form.fields[number].children;
            for row in 0..if children.is_empty() { 0 } else { self.state.rows(number, rows) } {
                rows.push(row);
                self.level(children, rows, wrong, look);
                rows.pop();
            }
        }
    }

    fn field(&self, number: FieldNo, rows: &[usize], wrong: &BTreeSet<&Place>, look: &mut Look) {
        let Asked { field, rules, page, .. } = &self.form.fields[number];
        let place = Place::in_row(&field.id, rows);
        let around = self.state.around(rows, None, self.now);
        let value = self.state.answer(number, rows);
        let holds = |rule: &Option<crate::logic::Node>| rule.as_ref().is_some_and(|rule| rule.holds(&around));
        let required = holds(&rules.required);
        if !field.kind.is_hidden() {
            if let Some(page) = page {
                look.pages[*page].visible = true;
            }
            if required {
                look.required.push(place.clone());
            }
            if rules.computed.is_some() || holds(&rules.read_only) {
                look.read_only.push(place.clone());
            }
            look.visible.push(place.clone());
        }
        if rules.computed.is_some() {
            look.computed.push(Computed { place: place.clone(), value: value.clone() });
        }
        if is_empty(value) {
            let code = match field.kind {
                Kind::Repeat { min: Some(1..), .. } => Some(FaultCode::TooFewRows),
                _ => required.then_some(FaultCode::Required),
            };
            if let Some(code) = code {
                let fault = Fault { place, code, message: field.required_message.clone() };
                match page {
                    Some(page) => look.pages[*page].missing.push(fault),
                    None => look.elsewhere.push(fault),
                }
            }
        } else if !wrong.contains(&place) {
            self.rules(number, rows, value, place, look);
        }
    }

    /// What the form's makers wrote down about an answer that is of its kind.
    fn rules(&self, number: FieldNo, rows: &[usize], value: &Value, place: Place, look: &mut Look) {
        let Asked { field, rules, .. } = &self.form.fields[number];
        if let (Kind::Choice { list, .. }, Some(_)) = (&field.kind, &rules.filter) {
            let chosen = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter().filter_map(Value::as_str);
            let offered = |value: &str| self.form.choice(list, value).is_some_and(|choice| self.offers(number, rows, choice));
            if !chosen.into_iter().all(offered) {
                self.note(look, Fault { place: place.clone(), code: FaultCode::NotAChoice, message: None });
            }
        }
        let around = self.state.around(rows, Some(value), self.now);
        if rules.constraint.as_ref().is_some_and(|rule| !rule.holds(&around)) {
            self.note(look, Fault { place, code: FaultCode::Constraint, message: field.constraint_message.clone() });
        }
    }

    fn offers(&self, number: FieldNo, rows: &[usize], choice: &Choice) -> bool {
        let around = crate::logic::Around { choice: Some(choice), ..self.state.around(rows, None, self.now) };
        self.form.fields[number].rules.filter.as_ref().is_none_or(|rule| rule.holds(&around))
    }

    fn note(&self, look: &mut Look, fault: Fault) {
        let page = self.form.by_id.get(&fault.place.field).and_then(|&number| self.form.fields[number].page);
        match page {
            Some(page) => look.pages[page].faults.push(fault),
            None => look.elsewhere.push(fault),
        }
    }

    /// Answers to what is not seen.
    fn unasked(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (number, asked) in self.form.fields.iter().enumerate() {
            for rows in self.state.places(number) {
                let answered = self.state.raw(number, &rows).is_some_and(|raw| !is_empty(raw));
                if answered && (!self.state.is_shown(number, &rows) || !asked.field.kind.has_answer()) {
                    faults.push(Fault { place: Place::in_row(&asked.field.id, &rows), code: FaultCode::NotAsked, message: None });
                }
            }
        }
        faults
    }
}
