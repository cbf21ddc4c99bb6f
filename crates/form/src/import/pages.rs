//! Page files: forms of pages with properties, as health campaigns keep them in their configuration.
//!
//! Two writings are read: properties by name (`"properties": {"name": {…}}`) and properties in a row, each with its
//! `fieldName`. Labels are codes of messages that come in a file of their own; a label without a message is taken for
//! the text itself. What belongs to the look of that app alone (words on its buttons, cards) is passed over.

use super::condition::condition;
use super::gather::Gather;
use super::page_file::{File, Named, Property, Validation, Visibility, WrittenPage};
use super::texts::Texts;
use super::{Ask, ImportError, Imported, Why, finish};
use crate::check::is_id;
use crate::definition::{Choice, Definition, Expression, Field, Kind, Page};
use crate::logic::whole_regex;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// One message of one language.
#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    /// What labels call it.
    pub code: String,
    /// `en_MZ`: the language, and the country behind a line.
    pub locale: String,
    /// The words.
    pub message: String,
}

/// A property with its place in the file, and the id that it gets.
struct Placed {
    row: u32,
    id: String,
    required: bool,
    property: Property,
}

/// Reads a page file; `messages` are the words of its labels.
pub fn pages(bytes: &[u8], messages: &[Message], ask: &Ask) -> Result<Imported, ImportError> {
    if bytes.len() > ask.limits.bytes {
        return Err(ImportError::TooLarge { bytes: bytes.len(), most: ask.limits.bytes });
    }
    let unreadable = |_| ImportError::Unreadable("a page file");
    let file: File = serde_json::from_slice(bytes).map_err(unreadable)?;
    let written = match file.pages {
        Some(Named(pages)) => pages,
        None => vec![(None, serde_json::from_slice(bytes).map_err(unreadable)?)],
    };
    let texts = Texts::new(ask.language.clone());
    let gather = Gather { names: BTreeSet::new(), columns: BTreeMap::new(), texts, left_out: Vec::new() };
    let mut reading =
        Reading { gather, addresses: BTreeMap::new(), messages, fields: Vec::new(), pages: Vec::new(), choices: BTreeMap::new() };
    let placed = reading.placed(written);
    for (page, properties) in placed {
        reading.page(page, properties);
    }
    let id = file.name.filter(|name| is_id(name)).unwrap_or_else(|| ask.id.clone());
    let version = match file.version {
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => number.to_string(),
        _ => ask.version.clone(),
    };
    let title = reading.said(&id);
    let Reading { gather, fields, pages, choices, .. } = reading;
    let (default_language, messages) = (gather.texts.default.clone(), gather.texts.finish());
    let definition = Definition { id, version, title, default_language, pages, fields, choices, messages };
    finish(definition, gather.left_out, ask)
}

struct Reading<'a> {
    gather: Gather,
    /// `page.field` → id.
    addresses: BTreeMap<String, String>,
    messages: &'a [Message],
    fields: Vec<Field>,
    pages: Vec<Page>,
    choices: BTreeMap<String, Vec<Choice>>,
}

impl Reading<'_> {
    /// Every property with its id: its name, or page and name where two pages use the same. Those that are left out get none.
    fn placed(&mut self, written: Vec<(Option<String>, WrittenPage)>) -> Vec<(Page, Vec<Placed>)> {
        let mut taken = BTreeSet::new();
        let mut all = Vec::new();
        for (number, (name, page)) in written.into_iter().enumerate() {
            let name = name.or(page.page).filter(|name| is_id(name)).unwrap_or_else(|| format!("page_{}", number + 1));
            if page.conditional_navigate_to.is_some_and(|jump| !jump.is_null()) {
                self.gather.leave(&name, 0, "conditionalNavigateTo", Why::NoPlace);
            }
            let title = page.label.map(|label| self.said(&label));
            let mut properties: Vec<_> =
                page.properties.0.into_iter().zip(1_u32..).filter(|((_, property), _)| !property.delete_flag).collect();
            properties.sort_by(|((_, one), _), ((_, two), _)| one.order.unwrap_or(0.0).total_cmp(&two.order.unwrap_or(0.0)));
            let mut placed = Vec::new();
            for ((key, property), row) in properties {
                let Some(field) = key.or_else(|| property.field_name.clone()) else {
                    self.gather.leave(&name, row, "fieldName", Why::NoName);
                    continue;
                };
                let id = if taken.contains(&field) { format!("{name}.{field}") } else { field.clone() };
                if !is_id(&id) || !taken.insert(id.clone()) {
                    self.gather.leave(&name, row, "fieldName", Why::Name(id));
                } else if let Err((key, why)) = kind(&property, &id) {
                    self.gather.leave(&name, row, key, why);
                } else {
                    self.addresses.insert(format!("{name}.{field}"), id.clone());
                    let required = page.required.contains(&field);
                    placed.push(Placed { row, id, required, property });
                }
            }
            all.push((Page { id: name, title, fields: Vec::new(), visible: None }, placed));
        }
        all
    }

    fn page(&mut self, mut page: Page, properties: Vec<Placed>) {
        for placed in properties {
            let field = self.field(&page.id, placed);
            if !field.kind.is_hidden() {
                page.fields.push(field.id.clone());
            }
            self.fields.push(field);
        }
        self.pages.push(page);
    }

    fn field(&mut self, page: &str, Placed { row, id, required, property }: Placed) -> Field {
        let kind = kind(&property, &id).unwrap_or(Kind::Note {});
        if let (Kind::Choice { list, .. }, Some(enums)) = (&kind, &property.enums) {
            let choices = self.list(page, row, enums);
            self.choices.insert(list.clone(), choices);
        }
        let default = if property.system_date { Some(json!({ "today": [] })) } else { Some(property.value.clone()).filter(is_plain) };
        let hint = property.hint.as_ref().or(property.help_text.as_ref()).filter(|text| !text.is_empty());
        let mut field = Field {
            label: property.label.as_deref().filter(|text| !text.is_empty()).map(|label| self.said(label)),
            hint: hint.map(|hint| self.said(hint)),
            required: required.then(|| Expression(true.into())),
            required_message: None,
            read_only: (property.read_only || property.system_date).then(|| Expression(true.into())),
            appearance: property.format.clone().filter(|format| format == "textArea").map(|_| "multiline".to_owned()),
            visible: None,
            computed: None,
            default: default.map(Expression),
            constraint: between(property.first_date.as_ref(), property.last_date.as_ref()),
            constraint_message: None,
            kind,
            id,
        };
        for validation in &property.validations {
            self.validation(page, row, validation, &mut field);
        }
        field.visible = self.visible(page, row, property.visibility_condition.as_ref());
        for (key, lost) in [("displayBehavior", &property.display_behavior), ("autoFillCondition", &property.auto_fill_condition)] {
            if lost.as_ref().is_some_and(|lost| !is_nothing(lost)) {
                self.gather.leave(page, row, key, Why::NoPlace);
            }
        }
        field
    }

    fn list(&mut self, page: &str, row: u32, enums: &[Value]) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for value in enums {
            let text = |key: &str| value.get(key).and_then(Value::as_str);
            let Some(code) = value.as_str().or_else(|| text("code")).filter(|code| !code.is_empty()) else {
                self.gather.leave(page, row, "enums", Why::NoName);
                continue;
            };
            if choices.iter().any(|choice| choice.value == code) {
                self.gather.leave(page, row, "enums", Why::Twice(code.to_owned()));
                continue;
            }
            let label = self.said(text("name").unwrap_or(code));
            choices.push(Choice { value: code.to_owned(), label, columns: BTreeMap::new() });
        }
        choices
    }

    fn validation(&mut self, page: &str, row: u32, validation: &Validation, field: &mut Field) {
        let message = validation.message.as_deref().filter(|message| !message.is_empty());
        let number = validation.value.as_f64().or_else(|| validation.value.as_str()?.parse().ok());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating cast says what is meant")]
        match (validation.r#type.as_str(), &mut field.kind, number) {
            ("required", ..) if validation.value == json!(false) => {}
            ("required", ..) => {
                field.required = Some(Expression(true.into()));
                field.required_message = message.map(|message| self.said(message));
            }
            ("minLength", Kind::Text { min_length, .. }, Some(number)) => *min_length = Some(number as u32),
            ("maxLength", Kind::Text { max_length, .. }, Some(number)) => *max_length = Some(number as u32),
            ("min", Kind::Integer { min, .. }, Some(number)) => *min = Some(number as i32),
            ("max", Kind::Integer { max, .. }, Some(number)) => *max = Some(number as i32),
            ("min", Kind::Decimal { min, .. }, Some(number)) => *min = Some(number),
            ("max", Kind::Decimal { max, .. }, Some(number)) => *max = Some(number),
            ("pattern", ..) if is_pattern(&validation.value) => {
                field.constraint = Some(Expression(json!({ "regex": [{ "this": [] }, validation.value] })));
                field.constraint_message = message.map(|message| self.said(message));
            }
            (other, ..) => self.gather.leave(page, row, "validations", Why::Setting(other.to_owned())),
        }
    }

    fn visible(&mut self, page: &str, row: u32, visibility: Option<&Visibility>) -> Option<Expression> {
        let why = match visibility.map_or(&[][..], |visibility| &visibility.expression) {
            [] => return None,
            [one] => match condition(&one.condition, &|address| self.addresses.get(address).cloned()) {
                Ok(logic) => return Some(Expression(logic)),
                Err(why) => why.into(),
            },
            _ => Why::SeveralConditions,
        };
        self.gather.leave(page, row, "visibilityCondition", why);
        None
    }

    /// The key of a label: itself, with its words in every language that has them.
    fn said(&mut self, label: &str) -> String {
        let default = self.gather.texts.default.clone();
        let mut found = false;
        for message in self.messages.iter().filter(|message| message.code == label) {
            let language = message.locale.split('_').next().unwrap_or_default();
            self.gather.texts.say(language, label, &message.message);
            found |= language == default;
        }
        if !found && !self.messages.iter().any(|message| message.code == label) {
            self.gather.texts.say(&default, label, label);
        }
        label.to_owned()
    }
}

/// The kind of a property, or the key that stands in the way.
fn kind(property: &Property, id: &str) -> Result<Kind, (&'static str, Why)> {
    let whole = |number: Option<f64>| -> Option<i32> {
        #[expect(clippy::cast_possible_truncation, reason = "a saturating cast says what is meant")]
        number.map(|number| number as i32)
    };
    let text = Kind::Text { min_length: property.min_length, max_length: property.max_length };
    let chosen = Kind::Choice {
        list: id.to_owned(),
        many: property.is_multi_select,
        searchable: property.format.as_deref() == Some("searchableDropdown"),
        filter: None,
    };
    if property.hidden {
        return Ok(Kind::Hidden {});
    }
    let some = property.enums.as_ref().is_some_and(|enums| !enums.is_empty());
    match (property.r#type.as_str(), property.format.as_deref().unwrap_or("")) {
        ("string", "radio" | "dropdown" | "select" | "searchableDropdown" | "checkbox") if !some => Err(("enums", Why::NoChoices)),
        ("string", "" | "text" | "radio" | "dropdown" | "select" | "searchableDropdown" | "checkbox") if some => Ok(chosen),
        ("string", "" | "text" | "textArea" | "mobileNumber" | "mobile") => Ok(text),
        ("string", "date" | "dob") => Ok(Kind::Date {}),
        ("string", "scanner" | "qrScanner") => Ok(Kind::Barcode {}),
        ("string" | "dynamic", "latLng") => Ok(Kind::Coordinates { accuracy: None }),
        ("integer", "" | "numeric" | "text" | "incrementer") => {
            Ok(Kind::Integer { min: whole(property.minimum), max: whole(property.maximum) })
        }
        ("number", "" | "numeric" | "text") => Ok(Kind::Decimal { min: property.minimum, max: property.maximum }),
        ("boolean", _) => Ok(Kind::YesNo {}),
        (other, "") => Err(("type", Why::Type(other.to_owned()))),
        (_, format) => Err(("format", Why::Type(format.to_owned()))),
    }
}

/// A value that can stand in a field from the start.
fn is_plain(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Number(_)) || value.as_str().is_some_and(|text| !text.is_empty())
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn is_pattern(value: &Value) -> bool {
    value.as_str().is_some_and(|pattern| whole_regex(pattern).is_some())
}

/// The first and the last day that can be answered.
fn between(first: Option<&Value>, last: Option<&Value>) -> Option<Expression> {
    let day = |date: Option<&Value>| date.and_then(|date| date.get("value").unwrap_or(date).as_str().map(str::to_owned));
    match (day(first), day(last)) {
        (Some(first), Some(last)) => Some(Expression(json!({ "<=": [first, { "this": [] }, last] }))),
        (Some(first), None) => Some(Expression(json!({ ">=": [{ "this": [] }, first] }))),
        (None, Some(last)) => Some(Expression(json!({ "<=": [{ "this": [] }, last] }))),
        (None, None) => None,
    }
}
