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

impl Form {
    /// What the field at this place offers now.
    pub fn offer(&self, place: &Place, answers: &Answers, now: &Now, wanted: Wanted<'_>) -> Offer {
        let Some(&number) = self.by_id.get(&place.field) else { return Offer::default() };
        let asked = &self.fields[number];
        let Kind::Choice { list, .. } = &asked.field.kind else { return Offer::default() };
        let Some(list) = self.definition.choices.get(list) else { return Offer::default() };
        let passes: Box<dyn Fn(&Choice) -> bool> = match &asked.rules.filter {
            None => Box::new(|_| true),
            Some(rule) => {
                let state = State::of(self, answers, now);
                let this = state.raw(number, &place.rows);
                Box::new(move |choice| rule.holds(&Around { choice: Some(choice), ..state.around(&place.rows, this, now) }))
            }
        };
        self.found(list.iter().filter(|choice| passes(choice)), wanted)
    }

    fn found<'a>(&'a self, choices: impl Iterator<Item = &'a Choice>, wanted: Wanted<'_>) -> Offer {
        let typed = wanted.typed.trim().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let (mut first, mut then, mut count) = (Vec::new(), Vec::new(), 0);
        for choice in choices {
            let label = self.definition.message(wanted.language, &choice.label);
            let begins = if words.is_empty() {
                true
            } else {
                let folded = label.to_lowercase();
                if !words.iter().all(|word| folded.contains(word)) {
                    continue;
                }
                folded.starts_with(&typed)
            };
            count += 1;
            let pile = if begins { &mut first } else { &mut then };
            if pile.len() < wanted.most {
                pile.push(Offered { value: choice.value.clone(), label: label.to_owned() });
            }
        }
        first.append(&mut then);
        first.truncate(wanted.most);
        Offer { more: count - first.len(), choices: first }
    }
}
