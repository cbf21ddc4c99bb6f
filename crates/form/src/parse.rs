//! A form from bytes: limits first, then shape, then whether its parts go together.
//!
//! Forms come from people, through converters and by hand. Whatever comes, the answer is a form or words that say what is
//! wrong and where; never a panic, and never more work than the limits allow.

use crate::{Definition, Form, FormError};

/// How much of a form is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document.
    pub bytes: usize,
    /// Fields, those in groups counted too.
    pub fields: usize,
    /// Pages.
    pub pages: usize,
    /// Choices in all lists together.
    pub choices: usize,
    /// Repeat groups within repeat groups.
    pub depth: usize,
    /// Operators within operators in one expression.
    pub expression_depth: usize,
    /// Operators and values in all expressions together.
    pub expression_size: usize,
}

impl Limits {
    /// So many problems are told at once.
    pub(crate) const PROBLEMS: usize = 200;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 * 1024 * 1024,
            fields: 5_000,
            pages: 1_000,
            choices: 100_000,
            depth: 3,
            expression_depth: 32,
            expression_size: 200_000,
        }
    }
}

impl Definition {
    /// Reads a form and looks whether it holds together.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, FormError> {
        Form::parse(bytes, limits).map(Form::into_definition)
    }
}

impl Form {
    /// Reads a form and makes it ready to be filled in.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, FormError> {
        if bytes.len() > limits.bytes {
            return Err(FormError::TooLarge { bytes: bytes.len(), most: limits.bytes });
        }
        let definition = serde_json::from_slice(bytes).map_err(|_| refusal(bytes))?;
        Self::new(definition, limits)
    }
}

/// Reads once more what could not be read, slowly, to tell the place.
fn refusal(bytes: &[u8]) -> FormError {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, Definition>(&mut reader) {
        Ok(_) => reader.end().map_or_else(|error| not_json(&error), |()| FormError::NotJson { line: 0, column: 0 }),
        Err(error) => {
            let at = error.path().to_string();
            let error = error.into_inner();
            if error.is_data() { FormError::Shape { at, why: plain(&error) } } else { not_json(&error) }
        }
    }
}

fn not_json(error: &serde_json::Error) -> FormError {
    FormError::NotJson { line: error.line(), column: error.column() }
}

/// What serde says, without the place that it adds: ours is the better one.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}
