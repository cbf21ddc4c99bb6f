//! A form, and what was filled in with it. Under id, version and SHA-256 a form never changes; an entry names all three, and
//! is never read under another version.
//!
//! What is deliberately not here: what a definition means, and whether answers hold under it (`crates/form`).

use crate::fault::{FaultCode, Faults};
use crate::{Moment, RecordId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

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

impl FormEntry {
    /// Looks for what is wrong with it, whatever its form says.
    pub fn check(&self, faults: &mut Faults) {
        faults.need_text(&self.form, "form");
        faults.need_text(&self.version, "version");
        faults.need_text(&self.area, "area");
        let is_hash = self.sha256.len() == 64 && self.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
        faults.unless(is_hash, "sha256", FaultCode::Malformed);
        faults.unless(self.data.is_object(), "data", FaultCode::Malformed);
    }
}
