//! A message: words in one language. It is laid over what a form or the app brings along, so that a slip of the pen is
//! mended without another version of the form.

use crate::RecordId;
use serde::{Deserialize, Serialize};

/// Words under a code, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The campaign's key.
    pub campaign: String,
    /// Where it is said: a form's id, or `app`.
    pub module: String,
    /// The language: `pt`.
    pub locale: String,
    /// Under which code.
    pub code: String,
    /// The words.
    pub text: String,
}

impl Message {
    /// The id that everybody gives to this message.
    pub fn record(campaign: &str, module: &str, locale: &str, code: &str) -> RecordId {
        RecordId::named("message", &[campaign, module, locale, code])
    }
}
