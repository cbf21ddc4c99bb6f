//! The definition of a form: one JSON document, and who it is.
//!
//! A form never changes under its identity: a correction is another version with another SHA-256, and an entry keeps the
//! identity of the form it was begun with. The schema of the data is not written down beside the fields: it is made
//! from them ([`Definition::schema`]), so that the two cannot say different things.
//! Reading one from bytes is in `parse.rs`; what must hold between its parts is in `check.rs`.

use crate::canonical;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A rule or a computation: JSON Logic, that is data and never code. A plain `true` or `7` is an expression, too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "unknown"))]
pub struct Expression(pub Value);

/// A whole form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FormDefinition"))]
pub struct Definition {
    /// Which form; the same in all versions.
    pub id: String,
    /// Which version of it, as its makers count.
    pub version: String,
    /// Message key of its title.
    pub title: String,
    /// The language that has every message.
    pub default_language: String,
    /// What is filled in together, in order.
    pub pages: Vec<Page>,
    /// What is asked, in the order it is shown.
    pub fields: Vec<Field>,
    /// Lists of choices, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<BTreeMap<String, Vec<Choice>>>", optional))]
    pub choices: BTreeMap<String, Vec<Choice>>,
    /// Language → key → text.
    pub messages: BTreeMap<String, BTreeMap<String, String>>,
}

/// Fields that are seen together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields, rename = "FormPage"))]
pub struct Page {
    /// Which page.
    pub id: String,
    /// Message key of its title; none where it needs no title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The ids of its fields, in order.
    pub fields: Vec<String>,
    /// When it is seen; always, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Expression>,
}

/// One thing that is asked, told or computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields, rename = "FormField"))]
pub struct Field {
    /// The name of its answer in the data. No two fields of a form have the same, not even in different groups.
    pub id: String,
    /// What kind of answer.
    pub kind: Kind,
    /// Message key of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Message key of the help below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// When an answer is needed; never, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Expression>,
    /// Message key of what is said when it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_message: Option<String>,
    /// When it can only be read; never, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only: Option<Expression>,
    /// A wish about how it looks, for the screens to follow or not (`multiline`, `minimal` …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appearance: Option<String>,
    /// When it is seen; always, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Expression>,
    /// Its value, where nobody fills it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<Expression>,
    /// What stands in it when the form is begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Expression>,
    /// What must hold for an answer; `{"this": []}` is the answer itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<Expression>,
    /// Message key of what is said when it does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint_message: Option<String>,
}

/// What kind of answer a field takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields, rename = "FieldKind"))]
pub enum Kind {
    /// Letters.
    Text {
        /// At least so many characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_length: Option<u32>,
        /// At most so many characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
    },
    /// A whole number.
    Integer {
        /// The smallest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<i32>,
        /// The largest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<i32>,
    },
    /// A number.
    Decimal {
        /// The smallest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        /// The largest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
    },
    /// A day: `2026-09-14`.
    Date {},
    /// A time of day: `09:30` or `09:30:15`.
    Time {},
    /// A moment, with its offset: `2026-09-14T09:30:00+01:00`.
    DateTime {},
    /// One value of a list, or several.
    Choice {
        /// The name of the list.
        list: String,
        /// Several may be chosen.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
        many: bool,
        /// The screen offers a box to search in.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(feature = "typescript", ts(as = "Option<bool>", optional))]
        searchable: bool,
        /// Which of the list are offered; `{"choice": "COLUMN"}` is a column of the one looked at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        filter: Option<Expression>,
    },
    /// Yes or no.
    YesNo {},
    /// A picture: what is kept here is its name in the store of pictures.
    Photo {},
    /// What a code says that was scanned, or typed where it cannot be read.
    Barcode {},
    /// Where one stands, and how well that is known.
    Coordinates {
        /// Not to be taken when less is known than to so many metres.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accuracy: Option<f64>,
    },
    /// A signature: kept as a picture is.
    Signature {},
    /// The same questions again and again, a row each.
    Repeat {
        /// What is asked in each row.
        fields: Vec<Field>,
        /// At least so many rows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<u32>,
        /// At most so many rows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
    },
    /// Something to read: it has no answer.
    Note {},
    /// A value that is never seen: computed, or put in at the start.
    Hidden {},
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FormChoice"))]
pub struct Choice {
    /// What stands in the data.
    pub value: String,
    /// Message key of what is read.
    pub label: String,
    /// What filters go by: `{"district": "north"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<BTreeMap<String, String>>", optional))]
    pub columns: BTreeMap<String, String>,
}

/// Which form exactly: under these three it never changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "FormIdentity"))]
pub struct Identity {
    /// Which form.
    pub id: String,
    /// Which version.
    pub version: String,
    /// Of its canonical bytes, in hex.
    pub sha256: String,
}

impl Definition {
    /// The one way to write this form down, the same on every machine (`canonical.rs`).
    pub fn canonical(&self) -> Vec<u8> {
        canonical::bytes(self)
    }

    /// The SHA-256 of its canonical bytes, in hex.
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(self.canonical()))
    }

    /// Who it is.
    pub fn identity(&self) -> Identity {
        Identity { id: self.id.clone(), version: self.version.clone(), sha256: self.sha256() }
    }

    /// The languages it can be read in, the default one first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        let others = self.messages.keys().map(String::as_str).filter(|language| *language != self.default_language);
        std::iter::once(self.default_language.as_str()).chain(others)
    }

    /// The words of a message: in this language, or in the default one, or else its key.
    pub fn message<'a>(&'a self, language: &str, key: &'a str) -> &'a str {
        let said = |language: &str| self.messages.get(language).and_then(|messages| messages.get(key));
        said(language).or_else(|| said(&self.default_language)).map_or(key, String::as_str)
    }

    /// Its title in each language.
    pub fn titles(&self) -> BTreeMap<String, String> {
        self.languages().map(|language| (language.to_owned(), self.message(language, &self.title).to_owned())).collect()
    }

    /// Every field, those of a repeat group behind it, each with the groups it stands in and where it stands in the file.
    pub(crate) fn each_field<'a>(&'a self, visit: &mut dyn FnMut(&'a Field, &[&'a Field], &str)) {
        walk(&self.fields, "fields", &mut Vec::new(), visit);
    }
}

fn walk<'a>(fields: &'a [Field], at: &str, within: &mut Vec<&'a Field>, visit: &mut dyn FnMut(&'a Field, &[&'a Field], &str)) {
    for (number, field) in fields.iter().enumerate() {
        let at = format!("{at}[{number}]");
        visit(field, within, &at);
        if let Kind::Repeat { fields, .. } = &field.kind {
            within.push(field);
            walk(fields, &format!("{at}.kind.fields"), within, visit);
            within.pop();
        }
    }
}

impl Kind {
    /// Nobody sees it.
    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Hidden {})
    }

    /// It stands in the data: everything but a note.
    pub fn has_answer(&self) -> bool {
        !matches!(self, Self::Note {})
    }

    /// Itself, without the fields that stand in it.
    pub(crate) fn alone(&self) -> Self {
        match self {
            Self::Repeat { min, max, .. } => Self::Repeat { fields: Vec::new(), min: *min, max: *max },
            kind => kind.clone(),
        }
    }
}
