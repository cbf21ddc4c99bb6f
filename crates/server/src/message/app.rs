//! What the app says by itself, in English: what a message of the module `app` stands for.

use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The languages that the app speaks. A message in another one would never be said.
pub(super) const LANGUAGES: &[&str] = &["en", "cy", "fr", "pt", "sw", "ar"];

/// The app's files of words, by name; gathered when the service is built.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/app_texts.rs"));

/// A sentence that counts has one of these for each plural form of its language.
const FORMS: &[&str] = &["_zero", "_one", "_two", "_few", "_many", "_other"];

/// By `namespace.key`.
static TEXTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut texts = BTreeMap::new();
    for (file, words) in FILES {
        gather(&namespace(file), &serde_json::from_str(words).unwrap_or_default(), &mut texts);
    }
    texts
});

/// `first-download` is the file, `firstDownload` the namespace.
fn namespace(file: &str) -> String {
    let mut parts = file.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        let large = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &large.into_iter().chain(letters).collect::<String>()
    })
}

/// A list is one text, its lines one below the other.
fn gather(key: &str, words: &Value, texts: &mut BTreeMap<String, String>) {
    match words {
        Value::String(text) => drop(texts.insert(key.to_owned(), text.clone())),
        Value::Object(inner) => inner.iter().for_each(|(name, words)| gather(&format!("{key}.{name}"), words, texts)),
        Value::Array(lines) => {
            let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
            texts.insert(key.to_owned(), lines.join("\n"));
        }
        _ => {}
    }
}

/// What the app says under a code; of a sentence that counts, what it says for most numbers. None where it has no such text.
pub(super) fn original(code: &str) -> Option<&'static str> {
    let base = FORMS.iter().find_map(|form| code.strip_suffix(form));
    let counted = base.filter(|base| TEXTS.contains_key(&format!("{base}_one")));
    counted.and_then(|base| TEXTS.get(&format!("{base}_other"))).or_else(|| TEXTS.get(code)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_app_is_known_under_its_namespace() {
        assert!(TEXTS.len() > 1000, "{}", TEXTS.len());
        assert_eq!(original("shell.nav.short.forms"), Some("Forms"));
        assert!(original("firstDownload.title").is_some() && original("first-download.title").is_none());
        assert_eq!(original("shell.strip.unsent_few"), Some("{{count}} unsent changes"), "other languages have other plural forms");
        assert_eq!(original("shell.strip.unsent"), None, "a sentence that counts is said in one of its forms");
        assert_eq!(original("shell.nav.short.forms_few"), None, "this one does not count");
        let steps = original("sync.wifi.steps").unwrap();
        assert!(steps.lines().count() > 1 && steps.lines().all(|line| !line.is_empty()), "a list is its lines");
    }
}
