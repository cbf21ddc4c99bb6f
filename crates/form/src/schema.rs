//! The JSON Schema (2020-12) of a form's data: made from the fields, and held against what is sent.
//!
//! What depends on other answers (needed or not, offered or not, constraints) is not in it: that is for the rules. The
//! schema knows no address outside of itself, and the validator is built without a way to ask for one.

use crate::Answers;
use crate::definition::{Definition, Field, Kind};
use crate::fault::{Fault, FaultCode, Place};
use crate::problem::{FormError, Problem, Wrong};
use crate::state::MOST_ROWS;
use jsonschema::error::ValidationErrorKind as Broken;
use jsonschema::paths::LocationSegment;
use jsonschema::{Draft, PatternOptions, ValidationError};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// A text may have so many characters where the form says nothing.
const LONGEST_TEXT: u32 = 10_000;
/// A time of day as it is written.
const TIME: &str = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";

impl Definition {
    /// The JSON Schema of what is sent.
    pub fn schema(&self) -> Value {
        let lists = self.choices.iter().map(|(name, list)| {
            let values: Value = list.iter().map(|choice| Value::from(choice.value.as_str())).collect();
            (name.clone(), json!({ "enum": values }))
        });
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.id,
            "type": "object",
            "properties": properties(&self.fields),
            "additionalProperties": false,
            "$defs": lists.collect::<Map<_, _>>(),
        })
    }
}

fn properties(fields: &[Field]) -> Value {
    let answered = fields.iter().filter(|field| field.kind.has_answer());
    Value::Object(answered.map(|field| (field.id.clone(), of_kind(&field.kind))).collect())
}

fn of_kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text { min_length, max_length } => {
            json!({ "type": "string", "minLength": min_length.unwrap_or(0), "maxLength": max_length.unwrap_or(LONGEST_TEXT) })
        }
        Kind::Integer { min, max } => json!({ "type": "integer", "minimum": min.unwrap_or(i32::MIN), "maximum": max.unwrap_or(i32::MAX) }),
        Kind::Decimal { min, max } => {
            let mut schema = json!({ "type": "number" });
            for (name, limit) in [("minimum", min), ("maximum", max)] {
                if let Some(limit) = limit {
                    schema[name] = json!(limit);
                }
            }
            schema
        }
        Kind::Date {} => json!({ "type": "string", "format": "date" }),
        Kind::Time {} => json!({ "type": "string", "pattern": TIME }),
        Kind::DateTime {} => json!({ "type": "string", "format": "date-time" }),
        Kind::Choice { list, many: false, .. } => json!({ "$ref": format!("#/$defs/{list}") }),
        Kind::Choice { list, many: true, .. } => {
            json!({ "type": "array", "items": { "$ref": format!("#/$defs/{list}") }, "uniqueItems": true })
        }
        Kind::YesNo {} => json!({ "type": "boolean" }),
        Kind::Photo {} | Kind::Signature {} => json!({
            "type": "object",
            "properties": {
                "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
                "media_type": { "enum": ["image/jpeg", "image/png", "image/webp"] },
                "bytes": { "type": "integer", "minimum": 0 },
            },
            "required": ["sha256"],
            "additionalProperties": false,
        }),
        Kind::Barcode {} => json!({ "type": "string", "minLength": 1, "maxLength": 4096 }),
        Kind::Coordinates { accuracy } => {
            let mut worst = json!({ "type": "number", "minimum": 0 });
            if let Some(metres) = accuracy {
                worst["maximum"] = json!(metres);
            }
            json!({
                "type": "object",
                "properties": {
                    "latitude": { "type": "number", "minimum": -90, "maximum": 90 },
                    "longitude": { "type": "number", "minimum": -180, "maximum": 180 },
                    "altitude": { "type": "number" },
                    "accuracy": worst,
                },
                "required": if accuracy.is_some() { json!(["latitude", "longitude", "accuracy"]) } else { json!(["latitude", "longitude"]) },
                "additionalProperties": false,
            })
        }
        Kind::Repeat { fields, min, max } => json!({
            "type": "array",
            "items": { "type": "object", "properties": properties(fields), "additionalProperties": false },
            "minItems": min.unwrap_or(0),
            "maxItems": max.unwrap_or(MOST_ROWS).min(MOST_ROWS),
        }),
        Kind::Note {} => json!(false),
        Kind::Hidden {} => json!({
            "type": ["string", "number", "boolean", "array"],
            "maxLength": 65_536,
            "items": { "type": ["string", "number", "boolean"] },
        }),
    }
}

/// The schema, ready to be held against answers.
#[derive(Debug)]
pub struct Validator {
    schema: jsonschema::Validator,
    kinds: HashMap<String, Kind>,
}

impl Validator {
    /// Builds it. A regular expression engine that does not go back, and formats that are looked at.
    pub fn new(definition: &Definition) -> Result<Self, FormError> {
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_pattern_options(PatternOptions::regex());
        let schema = options
            .build(&definition.schema())
            .map_err(|_| FormError::Problems(vec![Problem { at: "fields".to_owned(), wrong: Wrong::NoSchema }]))?;
        let mut kinds = HashMap::new();
        definition.each_field(&mut |field, _, _| {
            kinds.insert(field.id.clone(), field.kind.alone());
        });
        Ok(Self { schema, kinds })
    }

    /// What of the answers does not fit the schema, each place at most once a code.
    pub fn faults(&self, answers: Answers) -> Vec<Fault> {
        let answers = Value::Object(answers);
        if self.schema.is_valid(&answers) {
            return Vec::new();
        }
        let mut faults: Vec<Fault> = self.schema.iter_errors(&answers).map(|error| self.fault(&error)).collect();
        faults.sort();
        faults.dedup();
        faults
    }

    /// The error's own words are not used: they quote the answer.
    fn fault(&self, error: &ValidationError<'_>) -> Fault {
        let (mut field, mut groups, mut rows, mut inner) = (None, 0, Vec::new(), None);
        for segment in error.instance_path().iter() {
            match segment {
                LocationSegment::Property(name) if self.kinds.contains_key(name.as_ref()) && inner.is_none() => {
                    groups = rows.len();
                    field = Some(name.into_owned());
                }
                LocationSegment::Property(name) => inner = Some(name.into_owned()),
                LocationSegment::Index(row) => rows.push(row),
            }
        }
        let Some(field) = field else { return Fault { place: Place::of(""), code: FaultCode::UnknownField, message: None } };
        let kind = &self.kinds[&field];
        let code = match (kind, error.kind()) {
            (Kind::Integer { .. }, Broken::Type { .. }) if error.instance().is_number() => FaultCode::NotWhole,
            (kind, broken) => code(kind, broken, inner.as_deref()),
        };
        // The number behind several choices is that of the choice, not of a row.
        if matches!(kind, Kind::Choice { .. } | Kind::Hidden {}) {
            rows.truncate(groups);
        }
        Fault { place: Place { field, rows }, code, message: None }
    }
}

fn code(kind: &Kind, broken: &Broken, inner: Option<&str>) -> FaultCode {
    match (kind, broken) {
        (Kind::Coordinates { .. }, Broken::Maximum { .. }) if inner == Some("accuracy") => FaultCode::TooInaccurate,
        (Kind::Coordinates { .. } | Kind::Photo {} | Kind::Signature {}, _) => FaultCode::Malformed,
        (_, Broken::AdditionalProperties { .. }) => FaultCode::UnknownField,
        (Kind::Repeat { .. }, Broken::MinItems { .. }) => FaultCode::TooFewRows,
        (Kind::Repeat { .. }, Broken::MaxItems { .. }) => FaultCode::TooManyRows,
        (Kind::Choice { .. }, Broken::UniqueItems) => FaultCode::ChosenTwice,
        (Kind::Choice { .. }, Broken::Enum { .. }) => FaultCode::NotAChoice,
        (Kind::Integer { .. } | Kind::Decimal { .. }, Broken::Type { .. }) => FaultCode::NotANumber,
        (_, Broken::Minimum { .. }) => FaultCode::TooSmall,
        (_, Broken::Maximum { .. }) => FaultCode::TooLarge,
        (Kind::Date {}, _) => FaultCode::NotADate,
        (Kind::Time {}, _) => FaultCode::NotATime,
        (Kind::DateTime {}, _) => FaultCode::NotADateTime,
        (Kind::YesNo {}, _) => FaultCode::NotYesOrNo,
        (_, Broken::MinLength { .. }) => FaultCode::TooShort,
        (_, Broken::MaxLength { .. }) => FaultCode::TooLong,
        (Kind::Text { .. } | Kind::Barcode {}, Broken::Type { .. }) => FaultCode::NotText,
        _ => FaultCode::Malformed,
    }
}
