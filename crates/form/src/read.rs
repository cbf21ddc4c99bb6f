//! Reading a form without filling it in: the words of what was chosen, the pictures an entry names, and the form without its
//! long lists, as screens take it.

use crate::Answers;
use crate::definition::{Field, Kind, Page};
use crate::fault::Place;
use crate::form::Form;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A form as a screen draws it: without rules being worked out there, and without its choices, which are offered ([`Form::offer`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "DrawnForm"))]
pub struct Drawn {
    /// Message key of its title.
    pub title: String,
    /// The languages it can be read in, the default one first.
    pub languages: Vec<String>,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// Its fields, in order, without their rules.
    pub fields: Vec<Field>,
    /// Language → key → text; where a language lacks one, the words of the default language.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a chosen value is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Said {
    /// The field.
    pub field: String,
    /// What stands in the data.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Form {
    /// The form as a screen draws it.
    pub fn drawn(&self) -> Drawn {
        let definition = &self.definition;
        let keys = self.keys();
        let texts = definition.languages().map(|language| {
            let said = keys.iter().map(|key| ((*key).to_owned(), definition.message(language, key).to_owned()));
            (language.to_owned(), said.collect())
        });
        Drawn {
            title: definition.title.clone(),
            languages: definition.languages().map(str::to_owned).collect(),
            pages: definition.pages.iter().map(|page| Page { visible: None, ..page.clone() }).collect(),
            fields: definition.fields.iter().map(without_rules).collect(),
            texts: texts.collect(),
        }
    }

    /// The keys of everything that is said outside of lists of choices.
    fn keys(&self) -> BTreeSet<&str> {
        let definition = &self.definition;
        let pages = definition.pages.iter().filter_map(|page| page.title.as_deref());
        let fields = self.fields.iter().flat_map(|asked| {
            let Field { label, hint, required_message, constraint_message, .. } = &asked.field;
            [label, hint, required_message, constraint_message].into_iter().flatten().map(String::as_str)
        });
        std::iter::once(definition.title.as_str()).chain(pages).chain(fields).collect()
    }

    /// What is called how, of everything that was chosen.
    pub fn said(&self, answers: &Answers, language: &str) -> Vec<Said> {
        let mut said = BTreeSet::new();
        self.each_answer(answers, &mut |field, value| {
            let Kind::Choice { list, .. } = &field.kind else { return };
            let chosen = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter().filter_map(Value::as_str);
            said.extend(chosen.filter_map(|value| {
                let label = self.definition.message(language, &self.choice(list, value)?.label).to_owned();
                Some(Said { field: field.id.clone(), value: value.to_owned(), label })
            }));
        });
        said.into_iter().collect()
    }

    /// The pictures that the answers name, by their SHA-256.
    pub fn pictures(&self, answers: &Answers) -> BTreeSet<String> {
        let mut pictures = BTreeSet::new();
        self.each_answer(answers, &mut |field, value| {
            if let (Kind::Photo {} | Kind::Signature {}, Some(sha256)) = (&field.kind, value.get("sha256").and_then(Value::as_str)) {
                pictures.insert(sha256.to_owned());
            }
        });
        pictures
    }

    /// A place of this form: there is such a field, and it stands in as many groups as rows are named.
    pub fn has(&self, place: &Place) -> bool {
        self.by_id.get(&place.field).is_some_and(|&number| self.fields[number].chain.len() == place.rows.len())
    }

    /// The fields of a page, with those that stand in its groups.
    pub fn on_page(&self, page: &str) -> BTreeSet<&str> {
        let number = self.definition.pages.iter().position(|each| each.id == page);
        self.fields.iter().filter(|asked| number.is_some() && asked.page == number).map(|asked| asked.field.id.as_str()).collect()
    }

    /// The answer at a place.
    pub fn answer<'a>(&self, answers: &'a Answers, place: &Place) -> Option<&'a Value> {
        let asked = &self.fields[*self.by_id.get(&place.field)?];
        let mut level = answers;
        for (group, row) in asked.chain.iter().zip(&place.rows) {
            level = level.get(&self.fields[*group].field.id)?.get(row)?.as_object()?;
        }
        level.get(&place.field)
    }

    /// An answer as it is read: of what was chosen, what it is called.
    pub fn read_out(&self, place: &Place, value: &Value, language: &str) -> Value {
        let one = Answers::from_iter([(place.field.clone(), value.clone())]);
        let said = self.said(&one, language);
        let called = |value: &Value| {
            let label = said.iter().find(|said| value.as_str() == Some(&said.value)).map(|said| said.label.clone().into());
            label.unwrap_or_else(|| value.clone())
        };
        match value {
            Value::Array(several) => several.iter().map(called).collect(),
            one => called(one),
        }
    }

    fn each_answer(&self, answers: &Answers, visit: &mut dyn FnMut(&Field, &Value)) {
        for (id, value) in answers {
            let Some(&number) = self.by_id.get(id) else { continue };
            let asked = &self.fields[number];
            visit(&asked.field, value);
            if !asked.children.is_empty() {
                for row in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
                    self.each_answer(row, visit);
                }
            }
        }
    }
}

fn without_rules(field: &Field) -> Field {
    let kind = match &field.kind {
        Kind::Repeat { fields, min, max } => Kind::Repeat { fields: fields.iter().map(without_rules).collect(), min: *min, max: *max },
        // That there is a filter is what a screen must know: what is offered then depends on other answers.
        kind => kind.clone(),
    };
    let Field { id, label, hint, required_message, constraint_message, appearance, .. } = field.clone();
    Field {
        id,
        kind,
        label,
        hint,
        required: None,
        required_message,
        read_only: None,
        appearance,
        visible: None,
        computed: None,
        default: None,
        constraint: None,
        constraint_message,
    }
}
