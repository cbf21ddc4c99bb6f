//! A form, and what was filled in with it. Under id, version and SHA-256 a form never changes; an entry names all three, and
//! is never read under another version.
//!
//! What is deliberately not here: what a definition means, and whether answers hold under it (`crates/form`).

use crate::fault::{FaultCode, Faults};
use crate::{Moment, RecordId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A published form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// The campaign's key.
    pub campaign: String,
    /// Its id.
    pub form: String,
    /// Its version, as its makers write it: no order follows from it.
    pub version: String,
    /// SHA-256 over the bytes of `definition`, in hex.
    pub sha256: String,
    /// Where it stands in the list of forms.
    #[serde(default)]
    pub place: u32,
    /// Its title, by language.
    #[serde(default)]
    pub title: BTreeMap<String, String>,
    /// Languages that it has messages in, the usual one first.
    #[serde(default)]
    pub languages: Vec<String>,
    /// When it was published, by the service's clock. The last one published, and not withdrawn, is for new entries.
    pub published_at: Moment,
    /// True where nothing new is to be filled in with it.
    #[serde(default)]
    pub withdrawn: bool,
    /// The definition as canonical JSON: exactly the bytes that were hashed.
    pub definition: String,
}

impl Form {
    /// The id that everybody gives to this form.
    pub fn record(form: &str, version: &str, sha256: &str) -> RecordId {
        RecordId::named("form", &[form, version, sha256])
    }
}

/// What was filled in with a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormEntry {
    /// The campaign's key.
    pub campaign: String,
    /// The key of the area in which it was filled in.
    pub area: String,
    /// The form's id …
    pub form: String,
    /// … its version …
    pub version: String,
    /// … and its SHA-256.
    pub sha256: String,
    /// The answers, by field.
    pub data: Value,
    /// The household it is about, if it is about one.
    #[serde(default)]
    pub household: Option<RecordId>,
    /// The person it is about, if it is about one.
    #[serde(default)]
    pub individual: Option<RecordId>,
    /// When it was finished.
    pub at: Moment,
    /// By whom, by name.
    #[serde(default)]
    pub recorded_by: Option<String>,
    /// The number that the service gave it: `E-4K7Q-9ZD`.
    #[serde(default)]
    pub registration: Option<String>,
}

/// The pictures that answers name, by their SHA-256 in hex: an answer to a photo or a signature is an object with `sha256`, also
/// inside rows. Asked without the form, so that no form needs to be known for a picture to be missed.
pub fn pictures_in(answers: &Value) -> BTreeSet<String> {
    match answers {
        Value::Object(fields) => match fields.get("sha256").and_then(Value::as_str).filter(|name| is_hash(name)) {
            Some(name) => BTreeSet::from([name.to_owned()]),
            None => fields.values().flat_map(pictures_in).collect(),
        },
        Value::Array(rows) => rows.iter().flat_map(pictures_in).collect(),
        _ => BTreeSet::new(),
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl FormEntry {
    /// Looks for what is wrong with it, whatever its form says.
    pub fn check(&self, faults: &mut Faults) {
        faults.need_text(&self.form, "form");
        faults.need_text(&self.version, "version");
        faults.need_text(&self.area, "area");
        faults.unless(is_hash(&self.sha256), "sha256", FaultCode::Malformed);
        faults.unless(self.data.is_object(), "data", FaultCode::Malformed);
    }
}

#[cfg(test)]
mod tests {
    use super::pictures_in;
    use serde_json::json;

    #[test]
    fn the_pictures_of_an_entry_are_found_wherever_they_stand_in_it() {
        let (one, other) = ("a".repeat(64), "b".repeat(64));
        let answers = json!({
            "photo": { "sha256": one, "media_type": "image/jpeg" },
            "rows": [{ "sign": { "sha256": other } }, { "sign": { "sha256": one } }],
            "sha256 of nothing": "c",
            "name": { "sha256": "../../etc" },
        });
        assert_eq!(pictures_in(&answers).into_iter().collect::<Vec<_>>(), [one, other]);
    }
}
