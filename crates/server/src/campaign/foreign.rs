//! Another app's configuration (`appConfig`, and the id formats and map layers that lie beside it). What means the same here is
//! taken; everything else is listed with its place and why, one line a setting. What is wrong in a part that would be taken is a
//! fault, and then nothing is.

use super::{FARTHEST_METRES, Read};
use crate::import::{FileFault, ImportError, LeftOut};
use crate::message::{NO_LANGUAGE, spoken};
use daybook_record::kind::{POOL, TEMPORARY};
use serde_json::{Map, Value};

/// Longer than any name.
const LONGEST: usize = 100;
/// As an identifier of a person may have it.
const LONGEST_DOCUMENT: usize = 40;
/// As much of a value as a line of the list shows.
const SHOWN: usize = 80;

const ALTERNATIVES: &str = "it lists what could be chosen, and chooses nothing";
const OWN_IDS: &str = "ids without papers come from the service's pool: `daybook-server ids add`";
const BY_LEVER: &str = "the lever batch_changes says it, for the whole service or for one device, whatever the link";

/// Settings of that app for which there is nothing to take.
const NOT_TAKEN: &[(&str, &str)] = &[
    ("BACKEND_INTERFACE", "how that app asks its own services, and how long it keeps the answers"),
    ("BANDWIDTH_BATCH_SIZE", BY_LEVER),
    ("CHECKLIST_TYPES", "a checklist is a form: `daybook-server forms import`"),
    ("DELIVERY_COMMENT_OPTIONS_POPULATOR", "answers to a question stand in its form"),
    ("FIREBASE_CONFIG", "nothing is reported to anybody else; the lever usage_counted says whether the service counts what is used"),
    ("HOUSEHOLD_DELETION_REASON_OPTIONS", "a removal needs no reason here, and can be undone"),
    ("HOUSEHOLD_MEMBER_DELETION_REASON_OPTIONS", "a removal needs no reason here, and can be undone; who lives elsewhere is moved"),
    ("NETWORK_DETECTION", "a device always looks whether the service can be reached"),
    ("PERSISTENCE_MODE", "everything is kept on the device first"),
    ("SYNC_METHOD", "there is one way for changes: in batches"),
    ("SYNC_TRIGGER", "levers say it, for the whole service or for one device: quiet_when_online, uploads_by_themselves"),
    ("TENANT_ID", "an organisation of that app's service"),
    ("TRANSPORT_TYPES", "no account is kept of transport"),
];

/// What that app does while nobody looks.
const BACKGROUND: &[(&str, &str)] = &[
    ("API_CONCURRENCY", "the app itself bounds how much it asks at a time"),
    ("BATTERY_PERCENT_CUT_OFF", "the app does not look at the battery"),
    ("SERVICE_INTERVAL", "the lever quiet_download_minutes says how often news is fetched, for the whole service or for one device"),
];

const UNKNOWN: &str = "what it is for is not known here";

/// Reads the file, or tells everything that is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Read, ImportError> {
    let refused = |words: String| ImportError::refuse(vec![FileFault::of_file(words)]);
    let file: Value = serde_json::from_slice(bytes)
        .map_err(|error| refused(format!("Line {}, column {}: this is not JSON.", error.line(), error.column())))?;
    let known = |key: &&String| ["appConfig", "BaseMapLayers", "IdFormat"].contains(&key.as_str());
    let Some(file) = file.as_object().filter(|file| file.keys().any(|key| known(&key))) else {
        return Err(refused("This is no configuration of a campaign: it has no `appConfig`.".to_owned()));
    };
    let mut reading = Reading::default();
    // What begins so is a remark.
    for (key, value) in file.iter().filter(|(key, _)| !key.starts_with('_')) {
        reading.file(key, value);
    }
    if reading.faults.is_empty() { Ok(reading.read) } else { Err(ImportError::refuse(reading.faults)) }
}

#[derive(Default)]
struct Reading {
    read: Read,
    faults: Vec<FileFault>,
}

/// An option of a list: where it stands, the name that people read, the code.
struct Listed {
    at: String,
    name: String,
    code: String,
}

impl Reading {
    fn file(&mut self, key: &str, value: &Value) {
        match (key, value.as_array().map(Vec::as_slice)) {
            ("appConfig", Some([Value::Object(settings)])) => {
                for (key, value) in settings {
                    self.setting(&format!("appConfig[0].{key}"), key, value);
                }
            }
            ("appConfig", Some([_])) => self.fault(key, "write a list with one configuration in it, as an object"),
            ("appConfig", Some(several)) => self.fault(key, format!("one configuration is read at a time, and here are {}", several.len())),
            ("appConfig", None) => self.fault(key, "write a list with one configuration in it"),
            ("BaseMapLayers", _) => {
                self.each(key, value, "maps are the vector tiles of the service's own `tile_server`, and none of another host")
            }
            ("IdFormat", _) => {
                self.each(key, value, "numbers of what is registered are Daybook's own; the format of a pool is given to `ids add`")
            }
            ("dashboardConfig", _) => self.leave(key, value, "`daybook-server dashboards import` reads it"),
            ("moduleName" | "tenantId", _) => self.leave(key, value, "what the file is called at that app's service"),
            _ => self.leave(key, value, UNKNOWN),
        }
    }

    fn setting(&mut self, at: &str, key: &str, value: &Value) {
        if value.as_str().is_some_and(|text| text.contains('|')) {
            return self.leave(at, value, ALTERNATIVES);
        }
        match key {
            "LANGUAGES" => self.languages(at, value),
            "CALL_SUPPORT" => self.contacts(at, value),
            "ID_TYPE_OPTIONS_POPULATOR" => self.documents(at, value),
            "GENDER_OPTIONS_POPULATOR" => self.genders(at, value),
            "PROXIMITY_SEARCH_RANGE" => match value.as_u64().and_then(|metres| u32::try_from(metres).ok()) {
                Some(metres @ 1..=FARTHEST_METRES) => self.read.nearby_metres = Some(metres),
                _ => self.fault(at, format!("write metres as a whole number, from 1 to {FARTHEST_METRES}")),
            },
            "BACKGROUND_SERVICE_CONFIG" if value.is_object() => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    self.leave(&format!("{at}.{name}"), value, why(BACKGROUND, name));
                }
            }
            _ => self.leave(at, value, why(NOT_TAKEN, key)),
        }
    }

    fn languages(&mut self, at: &str, value: &Value) {
        let mut languages: Vec<String> = Vec::new();
        for Listed { at, code, .. } in self.list(at, value, "label", "value") {
            match spoken(&code) {
                None => self.fault(format!("{at}.value"), NO_LANGUAGE),
                Some(language) if languages.contains(&language) => self.leave_named(&at, &code, "this language stands further up already"),
                Some(language) => languages.push(language),
            }
        }
        self.read.languages = Some(languages);
    }

    fn contacts(&mut self, at: &str, value: &Value) {
        let mut contacts: Vec<(String, String)> = Vec::new();
        for Listed { at, name, code } in self.list(at, value, "name", "code") {
            match contacts.iter().any(|(known, _)| *known == name) {
                true => self.fault(format!("{at}.name"), "this name stands further up already: give each person to ring a name of her own"),
                false => contacts.push((name, code)),
            }
        }
        self.read.contacts = contacts;
    }

    fn documents(&mut self, at: &str, value: &Value) {
        let mut documents: Vec<String> = Vec::new();
        for Listed { at, name, code } in self.list(at, value, "name", "code") {
            if code == "SYSTEM_GENERATED" {
                self.leave_named(&at, &code, OWN_IDS);
            } else if name.chars().count() > LONGEST_DOCUMENT {
                self.fault(format!("{at}.name"), format!("write the document's name in at most {LONGEST_DOCUMENT} letters"));
            } else if [POOL, TEMPORARY].contains(&name.as_str()) {
                self.fault(format!("{at}.name"), "the service's own ids are called so: give the document another name");
            } else if documents.contains(&name) {
                self.fault(format!("{at}.name"), "this document stands further up already: leave one of them out");
            } else {
                documents.push(name);
            }
        }
        self.read.documents = Some(documents);
    }

    fn genders(&mut self, at: &str, value: &Value) {
        for Listed { at, code, .. } in self.list(at, value, "name", "code") {
            let why = match code.as_str() {
                "MALE" | "FEMALE" => "it can be chosen as it is",
                _ => "what can be chosen is the same in each campaign: female, male, not specified, not known",
            };
            self.leave_named(&at, &code, why);
        }
    }

    /// A list of options, at least one, each with two texts.
    fn list(&mut self, at: &str, value: &Value, name: &str, code: &str) -> Vec<Listed> {
        let Some(options) = value.as_array().filter(|options| !options.is_empty()) else {
            self.fault(at, format!("write a list, each with {name} and {code}"));
            return Vec::new();
        };
        let mut listed = Vec::new();
        for (n, option) in options.iter().enumerate() {
            let at = format!("{at}[{n}]");
            let mut text = |field: &str| {
                let text = option.get(field).and_then(Value::as_str).map(str::trim).unwrap_or_default().to_owned();
                let fits = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
                if !fits {
                    self.fault(format!("{at}.{field}"), format!("write it as a text, in quotation marks, of at most {LONGEST} letters"));
                }
                fits.then_some(text)
            };
            // Both are read, so that both are told.
            if let (Some(name), Some(code)) = (text(name), text(code)) {
                listed.push(Listed { at, name, code });
            }
        }
        listed
    }

    fn each(&mut self, at: &str, value: &Value, why: &'static str) {
        for (n, one) in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter().enumerate() {
            self.leave(&format!("{at}[{n}]"), one, why);
        }
    }

    fn leave(&mut self, at: &str, value: &Value, why: &'static str) {
        self.leave_named(at, &shown(value), why);
    }

    fn leave_named(&mut self, at: &str, name: &str, why: &'static str) {
        self.read.left_out.push(LeftOut { place: at.to_owned(), name: name.to_owned(), why });
    }

    fn fault(&mut self, at: impl Into<String>, words: impl Into<String>) {
        self.faults.push(FileFault { row: None, column: Some(at.into()), words: words.into() });
    }
}

fn why(table: &[(&str, &'static str)], key: &str) -> &'static str {
    table.iter().find(|(name, _)| *name == key).map_or(UNKNOWN, |(_, why)| why)
}

/// A value as a line of the list has it: options by what they are called, and what has no name by what stands in it.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(several) => several.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => called(fields),
        plain => plain.to_string(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn called(fields: &Map<String, Value>) -> String {
    let name = ["code", "name", "idname", "label"].iter().find_map(|field| fields.get(*field)?.as_str());
    let inside = || {
        fields
            .iter()
            .map(|(field, value)| if value.is_object() || value.is_array() { field.clone() } else { format!("{field} {}", shown(value)) })
    };
    name.map_or_else(|| inside().collect::<Vec<_>>().join(", "), str::to_owned)
}
