//! The texts of a form that is being imported: which languages there are, and a message key for each text.

use super::workbook::{Row, Sheet};
use std::collections::{BTreeMap, BTreeSet};

/// Languages that forms are often written in, by the names that people give them.
const CODES: &[(&str, &str)] = &[
    ("english", "en"),
    ("french", "fr"),
    ("français", "fr"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("swahili", "sw"),
    ("kiswahili", "sw"),
    ("arabic", "ar"),
    ("العربية", "ar"),
    ("welsh", "cy"),
    ("cymraeg", "cy"),
    ("spanish", "es"),
    ("español", "es"),
];

/// Texts, gathered by language and key.
pub struct Texts {
    /// The language that has every text.
    pub default: String,
    messages: BTreeMap<String, BTreeMap<String, String>>,
    /// Texts that held the answer to another question, and were mended.
    pub piped: Vec<(String, u32, String)>,
}

/// The code of a language as a heading names it: `English (en)`, `en`, `English`.
pub fn language(named: &str) -> String {
    let named = named.trim();
    let code = named.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, code)| code.trim());
    match code.filter(|code| !code.is_empty()) {
        Some(code) => code.to_owned(),
        None => {
            CODES.iter().find(|(name, _)| *name == named.to_lowercase()).map_or_else(|| named.to_owned(), |(_, code)| (*code).to_owned())
        }
    }
}

impl Texts {
    /// Nothing yet; texts without a language are in this one.
    pub fn new(default: String) -> Self {
        Self { messages: BTreeMap::from([(default.clone(), BTreeMap::new())]), default, piped: Vec::new() }
    }

    /// The default language of a workbook: as its settings say, or that of texts without a language, or the first one.
    pub fn default_of(said: Option<&str>, sheets: &[&Sheet], otherwise: &str) -> String {
        let headings = || sheets.iter().flat_map(|sheet| &sheet.headings);
        let first = headings().find_map(|heading| heading.strip_prefix("label::"));
        let plain = headings().any(|heading| heading == "label");
        match (said, first) {
            (Some(said), _) => language(said),
            (None, Some(first)) if !plain => language(first),
            _ => otherwise.to_owned(),
        }
    }

    /// Puts a text in.
    pub fn say(&mut self, language: &str, key: &str, text: &str) {
        self.messages.entry(language.to_owned()).or_default().insert(key.to_owned(), text.to_owned());
    }

    /// The key of what stands under a heading in all its languages; none where nothing stands there.
    pub fn of(&mut self, sheet: &str, row: &Row, heading: &str, key: &str) -> Option<String> {
        let mut said = false;
        for (column, text) in &row.cells {
            let named = match column.strip_prefix(heading) {
                Some("") => self.default.clone(),
                Some(rest) if rest.starts_with("::") => language(&rest[2..]),
                _ => continue,
            };
            let text =
                without_answers(text).inspect(|_| self.piped.push((sheet.to_owned(), row.number, column.clone()))).unwrap_or(text.clone());
            self.say(&named, key, &text);
            said = true;
        }
        said.then(|| key.to_owned())
    }

    /// All of it; what the default language lacks is borrowed from another, for a text in a foreign language is better than a key.
    pub fn finish(mut self) -> BTreeMap<String, BTreeMap<String, String>> {
        let borrowed: BTreeMap<String, String> = self.messages.values().flatten().map(|(key, text)| (key.clone(), text.clone())).collect();
        let have: BTreeSet<String> = self.messages[&self.default].keys().cloned().collect();
        for (key, text) in borrowed.into_iter().filter(|(key, _)| !have.contains(key)) {
            self.say(&self.default.clone(), &key, &text);
        }
        self.messages
    }
}

/// A text with “…” where the answer to another question would stand; none where there is no such place.
fn without_answers(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let end = rest[start..].find('}')?;
        out.push_str(&rest[..start]);
        out.push('…');
        rest = &rest[start + end + 1..];
    }
    (rest.len() < text.len()).then(|| out + rest)
}
