//! A campaign's own words, laid over those that a form or the app brings along, so that a slip of the pen is mended without
//! another version. Which words fit is decided here, by one rule for whoever takes them in and whoever lays them over.

use crate::Form;
use crate::offer::Folded;

/// A value in a sentence: `{{name}}` as the screens write it, `${name}` as forms do.
const MARKS: [(&str, &str); 2] = [("{{", "}}"), ("${", "}")];

/// The values that a sentence names, in the order of their names.
fn values(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (open, close) in MARKS {
        let mut rest = sentence;
        while let Some((_, behind)) = rest.split_once(open) {
            let Some((inside, after)) = behind.split_once(close) else { break };
            // How a value is written (`{{count, number}}`) is not part of its name.
            found.push(inside.split(',').next().unwrap_or_default().trim());
            rest = after;
        }
    }
    found.sort_unstable();
    found
}

/// True where the words name the values of the original and no other ones. The form for one certain number (`_zero`, `_one`,
/// `_two`) need not say the number.
pub fn same_values(code: &str, original: &str, words: &str) -> bool {
    let (of_original, of_words) = (values(original), values(words));
    if of_original == of_words {
        return true;
    }
    let certain = ["_zero", "_one", "_two"].iter().any(|form| code.ends_with(form));
    certain && of_original.into_iter().filter(|value| *value != "count").eq(of_words)
}

/// `pt_MZ`, `pt-MZ` and `pt` are read by the same people.
pub fn language(locale: &str) -> String {
    locale.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

impl Form {
    /// The same form in a campaign's own words: locale, code and text each, the later holds. Who the form is and what it asks stay
    /// as they are. Passed over is what the form has no message for, and what names other values than its own words do.
    #[must_use]
    pub fn with_words<'a>(mut self, words: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Self {
        let mut words = words.into_iter().peekable();
        if words.peek().is_none() {
            return self;
        }
        let own = self.definition.messages.get(&self.definition.default_language).cloned().unwrap_or_default();
        for (locale, code, text) in words {
            if own.get(code).is_none_or(|original| !same_values(code, original, text)) {
                continue;
            }
            let messages = &mut self.definition.messages;
            let known = messages.keys().find(|known| language(known) == language(locale)).cloned();
            let said_in = known.unwrap_or_else(|| language(locale));
            messages.entry(said_in).or_default().insert(code.to_owned(), text.to_owned());
        }
        self.folded = Folded::default();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_where_they_name_the_values_of_the_original() {
        let table = [
            ("a", "Hello", "Bom dia", true, "neither names any"),
            ("a", "{{name}} at {{place}}", "{{place}}: {{name}}", true, "they may stand anywhere"),
            ("a", "{{name}} at {{place}}", "{{name}}", false, "one is left out"),
            ("a", "{{name}}", "{{nome}}", false, "a value is not translated"),
            ("a", "{{name}}", "{{name}} {{name}}", false, "said twice is another sentence"),
            ("a", "Hello", "{{secret}}", false, "there is no such value"),
            ("a", "{{count, number}} nets", "{{ count }} redes", true, "how a number is written does not matter"),
            ("a_one", "{{count}} net", "uma rede", true, "one is one"),
            ("a_other", "{{count}} nets", "redes", false, "any other number is said"),
            ("a_two", "{{count}} of {{name}}", "duas", false, "only the number may be left out"),
            ("a", "For ${head}", "Para ${head}", true, "as forms write it"),
            ("a", "For ${head}", "Para ${chefe}", false, "as forms write it, another name"),
            ("a", "Open {{", "Open {{", true, "what is not closed names nothing"),
        ];
        for (code, original, words, fits, because) in table {
            assert_eq!(same_values(code, original, words), fits, "{because}");
        }
    }

    #[test]
    fn a_country_is_no_other_language() {
        assert_eq!(["pt_MZ", "pt-MZ", "PT", "en"].map(language), ["pt", "pt", "pt", "en"]);
    }
}
