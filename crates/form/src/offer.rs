//! Which choices are offered: those that the filter lets through, and of these the ones that were typed for.
//!
//! A list may have tens of thousands of choices (villages, facilities), so the screen never gets all of them: it asks
//! again at each letter, and gets as many as it can show and the number of the rest.

use crate::definition::{Choice, Kind};
use crate::fault::Place;
use crate::form::Form;
use crate::logic::Around;
use crate::state::State;
use crate::{Answers, Now};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a field offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Offer {
    /// Value and words, those that begin with what was typed first, then in the order of the list.
    pub choices: Vec<Offered>,
    /// So many more fit.
    pub more: usize,
}

/// One choice, in the language that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Offered {
    /// What stands in the data.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// For what is asked, by whom and how much of it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The language that is read.
    pub language: &'a str,
    /// What was typed; nothing typed is everything offered.
    pub typed: &'a str,
    /// At most so many.
    pub most: usize,
}

/// The words of each list in each language as they are searched, made at the first letter and kept for the next ones.
#[derive(Debug, Default)]
pub struct Folded(Mutex<HashMap<ListIn, Arc<[String]>>>);

/// A list in a language.
type ListIn = (String, String);

impl Folded {
    fn of(&self, form: &Form, list: &str, language: &str) -> Arc<[String]> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = kept.entry((list.to_owned(), language.to_owned())).or_insert_with(|| {
            let choices = form.definition.choices.get(list).map_or(&[][..], Vec::as_slice);
            choices.iter().map(|choice| folded(form.definition.message(language, &choice.label))).collect()
        });
        Arc::clone(made)
    }
}

/// Small letters without accents: on many keyboards they are hard to find.
fn folded(text: &str) -> String {
    text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

impl Form {
    /// What the field at this place offers now.
    pub fn offer(&self, place: &Place, answers: &Answers, now: &Now, wanted: Wanted<'_>) -> Offer {
        let Some(&number) = self.by_id.get(&place.field) else { return Offer::default() };
        let asked = &self.fields[number];
        let Kind::Choice { list: name, .. } = &asked.field.kind else { return Offer::default() };
        let Some(list) = self.definition.choices.get(name) else { return Offer::default() };
        match &asked.rules.filter {
            None => self.found(name, list, wanted, |_| true),
            Some(rule) => {
                let state = State::of(self, answers, now);
                let around = state.around(&place.rows, None, now);
                self.found(name, list, wanted, |choice| rule.holds(&Around { choice: Some(choice), ..around }))
            }
        }
    }

    /// The words first and the filter then: of a long list the words leave little.
    fn found(&self, name: &str, list: &[Choice], wanted: Wanted<'_>, passes: impl Fn(&Choice) -> bool) -> Offer {
        let typed = folded(wanted.typed.trim());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let labels = if words.is_empty() { None } else { Some(self.folded.of(self, name, wanted.language)) };
        let (mut first, mut then, mut count) = (Vec::new(), Vec::new(), 0);
        for (number, choice) in list.iter().enumerate() {
            let label = labels.as_ref().map_or("", |labels| labels[number].as_str());
            if !words.iter().all(|word| label.contains(word)) || !passes(choice) {
                continue;
            }
            count += 1;
            let pile = if label.starts_with(&typed) { &mut first } else { &mut then };
            if pile.len() < wanted.most {
                pile.push(choice);
            }
        }
        let shown = first.into_iter().chain(then).take(wanted.most).map(|choice: &Choice| Offered {
            value: choice.value.clone(),
            label: self.definition.message(wanted.language, &choice.label).to_owned(),
        });
        let choices: Vec<Offered> = shown.collect();
        Offer { more: count - choices.len(), choices }
    }
}
