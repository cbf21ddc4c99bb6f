//! Holding messages to what they stand for. Every fault is told with its row, what is wrong, and what to do.

use super::file::Line;
use super::{APP, app};
use crate::import::FileFault;
use daybook_form::{Definition, Limits, language, same_values};
use daybook_record::kind::{Form, Message};
use std::collections::{BTreeMap, HashMap};

/// Longer than any sentence that is read.
const MOST_LETTERS: usize = 2000;
/// Longer than any name.
const LONGEST_NAME: usize = 200;

/// What to do about a locale that names no language.
pub(crate) const NO_LANGUAGE: &str = "write a language as pt, or with its country as pt_MZ";

/// The language of a locale: `pt` of `pt_MZ`. None where it is no locale.
pub(crate) fn spoken(locale: &str) -> Option<String> {
    let spoken = language(locale);
    let fits = matches!(spoken.len(), 2 | 3) && spoken.chars().all(|letter| letter.is_ascii_lowercase());
    fits.then_some(spoken)
}

/// What a message can stand for in a campaign: its forms, each with its own words.
pub(super) struct Campaign<'a> {
    key: &'a str,
    /// By form and code, in its default language; of several versions the newest one that has it.
    forms: BTreeMap<&'a str, BTreeMap<String, String>>,
    /// Forms of other campaigns, and whose they are.
    others: BTreeMap<&'a str, &'a str>,
}

impl<'a> Campaign<'a> {
    pub(super) fn of(key: &'a str, forms: &'a [Form]) -> Self {
        let mut campaign = Self { key, forms: BTreeMap::new(), others: BTreeMap::new() };
        let mut in_order: Vec<&Form> = forms.iter().collect();
        in_order.sort_by_key(|form| form.published_at);
        for form in in_order {
            if form.campaign != key {
                campaign.others.insert(&form.form, &form.campaign);
                continue;
            }
            let own = campaign.forms.entry(&form.form).or_default();
            if let Ok(mut definition) = Definition::parse(form.definition.as_bytes(), &Limits::default()) {
                own.extend(definition.messages.remove(&definition.default_language).unwrap_or_default());
            }
        }
        campaign
    }

    pub(super) fn has_form(&self, module: &str) -> bool {
        self.forms.contains_key(module)
    }

    /// All of them, or everything that is wrong.
    pub(super) fn judge(&self, lines: Vec<Line>) -> Result<Vec<Message>, Vec<FileFault>> {
        let (mut messages, mut faults) = (Vec::new(), Vec::new());
        let mut seen: HashMap<[String; 3], usize> = HashMap::new();
        for line in lines {
            let row = line.row;
            match self.message(line) {
                Err((column, words)) => faults.push(FileFault { row: Some(row), column: Some(column.to_owned()), words }),
                Ok(message) => match seen.insert([message.module.clone(), message.locale.clone(), message.code.clone()], row) {
                    Some(before) => faults.push(FileFault::of_row(
                        row,
                        format!("the same module, language and code stand in row {before}: leave one of them out"),
                    )),
                    None => messages.push(message),
                },
            }
        }
        if faults.is_empty() { Ok(messages) } else { Err(faults) }
    }

    fn message(&self, line: Line) -> Result<Message, (&'static str, String)> {
        let Line { module, locale, code, text, .. } = line;
        for (column, name) in [("module", &module), ("locale", &locale), ("code", &code)] {
            let fits = !name.is_empty() && name.len() <= LONGEST_NAME && !name.chars().any(char::is_control);
            fits.then_some(()).ok_or_else(|| (column, format!("write the {column}, in at most {LONGEST_NAME} letters")))?;
        }
        let locale = self.language(&module, &locale)?;
        if text.trim().is_empty() || text.chars().count() > MOST_LETTERS {
            return Err(("text", format!("write the words, in at most {MOST_LETTERS} letters")));
        }
        for original in self.originals(&module, &code)? {
            if !same_values(&code, original, &text) {
                return Err(("text", format!("name the same values as the words it stands for: {original:?}")));
            }
        }
        Ok(Message { campaign: self.key.to_owned(), module, locale, code, text })
    }

    fn language(&self, module: &str, locale: &str) -> Result<String, (&'static str, String)> {
        let spoken = spoken(locale).ok_or_else(|| ("locale", NO_LANGUAGE.to_owned()))?;
        if module == APP && !app::LANGUAGES.contains(&spoken.as_str()) {
            return Err(("locale", format!("the app speaks {}: choose one of them", app::LANGUAGES.join(", "))));
        }
        Ok(spoken)
    }

    /// What the message stands for; nothing where a module that is no form's says what no form of the campaign asks for yet.
    fn originals<'b>(&'b self, module: &str, code: &str) -> Result<Vec<&'b str>, (&'static str, String)> {
        if module == APP {
            let unknown = || ("code", format!("the app has no text {code}: write namespace.key as in its files of words"));
            return app::original(code).map(|original| vec![original]).ok_or_else(unknown);
        }
        if let Some(form) = self.forms.get(module) {
            let unknown = || ("code", format!("the form {module} has no message {code}: write a code that stands in it"));
            return form.get(code).map(|original| vec![original.as_str()]).ok_or_else(unknown);
        }
        if let Some(other) = self.others.get(module) {
            return Err(("module", format!("the form {module} belongs to the campaign {other}: import it there")));
        }
        Ok(self.forms.values().filter_map(|form| form.get(code)).map(String::as_str).collect())
    }
}
