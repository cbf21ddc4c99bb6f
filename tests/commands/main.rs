//! The commands as the screens call them, under the real context: real permissions, real desk, real store, real service.
//! Only the window is Tauri's mock. (The mock *context* would allow everything and prove nothing.)
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod campaign;
mod code;
#[cfg(target_os = "linux")]
mod desktop;
mod drawer;
mod forms;
mod imported;
mod keeping;
mod keychain;
mod organisation;
mod person;
mod wiped;

use person::Person;
use serde_json::{Value, json};

#[test]
fn a_window_without_the_permission_is_denied_every_command() {
    let person = Person::at_a_new_laptop();
    let denied = person.asks_from("another", "status", json!({})).unwrap_err();
    assert!(denied.as_str().is_some_and(|words| words.contains("not allowed")), "{denied}");
    person.asks("status", json!({})).unwrap();
}

#[test]
fn every_command_has_a_permission_and_every_permission_a_command() {
    let person = Person::at_a_new_laptop();
    let permissions = include_str!("../../src-tauri/permissions/screens.toml");
    let named: Vec<&str> = permissions.lines().filter_map(|line| line.strip_prefix("commands.allow = [\"")?.strip_suffix("\"]")).collect();
    assert!(named.len() > 20);
    for command in &named {
        // Without arguments most refuse, but in their own words: neither "not allowed" nor "not found".
        if let Err(Value::String(words)) = person.asks(command, json!({})) {
            assert!(!words.contains("not allowed") && !words.contains("not found"), "{command}: {words}");
        }
    }
    let source = include_str!("../../src-tauri/src/lib.rs");
    let registered: Vec<&str> =
        source.lines().filter_map(|line| line.trim().strip_prefix("command::")?.strip_suffix(',')?.split("::").last()).collect();
    assert_eq!(registered.len(), named.len(), "a command without a permission, or a permission without a command");
    assert!(registered.iter().all(|command| named.contains(command)));
}

#[test]
fn a_locked_desk_says_so_and_gives_nothing() {
    let person = Person::at_a_new_laptop();
    for command in ["sessions", "unsent", "history", "back_online"] {
        assert_eq!(person.asks(command, json!({})).unwrap_err()["code"], "locked", "{command}");
    }
}

#[test]
fn a_first_sign_in_says_plainly_what_is_wrong() {
    let person = Person::at_a_new_laptop();
    let refused = |form: Value| person.asks("sign_in", json!({ "form": form })).unwrap_err()["code"].clone();
    assert_eq!(refused(person.form("nadia", "wrong password")), "wrong_credentials");
    let at = |server: &str| {
        let mut form = person.form("nadia", "x");
        form["server"] = json!(server);
        form
    };
    assert_eq!(refused(at("http://127.0.0.1:9")), "offline");
    assert_eq!(refused(at("http://daybook.example")), "not_our_service", "patient data does not travel in clear");
}

#[test]
fn a_day_through_the_real_commands() {
    let person = Person::at_a_new_laptop();
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "sign_in");
    person.signs_in("nadia");
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "first_download");
    assert_eq!(person.syncs()["end"], "completed");
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "open");

    person.loses_the_network();
    let (session, child, programme) = person.somebody_ready();
    let draft = person.vaccination(&session, &child, &programme);
    let saved = person.asks("save_vaccination", json!({ "draft": draft })).unwrap();
    assert_eq!(saved["changed"], true);
    let again = person.asks("save_vaccination", json!({ "draft": draft })).unwrap();
    assert_eq!((&again["record"], &again["changed"]), (&saved["record"], &json!(false)), "pressing Save twice records once");
    assert_eq!(person.asks("unsent", json!({})).unwrap().as_array().unwrap().len(), 1);

    person.asks("lock", json!({})).unwrap();
    assert_eq!(person.tries("three blue kites").unwrap_err()["code"], "wrong_code");
    person.unlocks();
    assert_eq!(person.syncs()["end"], "link_lost");

    person.finds_the_network();
    let account = person.syncs();
    assert_eq!((&account["end"], &account["received"], &account["waiting"]), (&json!("completed"), &json!(1), &json!(0)));
    assert_eq!(account["schools"][0]["vaccinated"], 1);
    let entry = &account["schools"][0]["entries"][0]["entries"][0];
    assert_eq!(entry["receipt"]["code"].as_str().map(str::len), Some(7), "a receipt to read out");
    assert_eq!(person.asks("history", json!({})).unwrap().as_array().unwrap().len(), 3);
}

#[test]
fn faults_come_back_by_field_and_nothing_is_kept() {
    let person = Person::at_work("nadia");
    let (session, child, programme) = person.somebody_ready();
    let mut draft = person.vaccination(&session, &child, &programme);
    draft["site"] = json!("nose");
    draft["method"] = json!("intramuscular");
    draft["batch_number"] = Value::Null;
    let refused = person.asks("save_vaccination", json!({ "draft": draft })).unwrap_err();
    assert_eq!(refused["code"], "invalid");
    let fields: Vec<&str> = refused["faults"].as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["batch_number", "site"]);
    assert!(person.asks("unsent", json!({})).unwrap().as_array().unwrap().is_empty());
}

#[test]
fn a_removal_can_be_undone_until_it_is_sent() {
    let person = Person::at_work("nadia");
    let (session, child, programme) = person.somebody_ready();
    let draft = person.vaccination(&session, &child, &programme);
    let record = person.asks("save_vaccination", json!({ "draft": draft })).unwrap()["record"].clone();
    let what = json!({ "what": { "kind": "vaccination", "record": record } });
    person.asks("remove", what.clone()).unwrap();
    person.asks("undo_removal", what.clone()).unwrap();
    person.asks("remove", what.clone()).unwrap();
    person.syncs();
    assert_eq!(person.asks("undo_removal", what).unwrap_err()["code"], "already_sent");
}

#[test]
fn a_snooze_survives_a_restart() {
    let person = Person::at_work("nadia");
    let (session, child, programme) = person.somebody_ready();
    person.asks("save_vaccination", json!({ "draft": person.vaccination(&session, &child, &programme) })).unwrap();
    person.waits_until(|status| status["ask_to_sync"] == true);
    person.asks("snooze", json!({ "choice": { "kind": "minutes", "minutes": 15 } })).unwrap();
    let person = person.restarts();
    person.unlocks();
    person.waits_until(|status| status["connection"] == "online");
    let status = person.asks("status", json!({})).unwrap();
    assert!(status["snooze"]["until"].is_string());
    assert_eq!(status["ask_to_sync"], false);
    person.asks("end_snooze", json!({})).unwrap();
    person.waits_until(|status| status["ask_to_sync"] == true);
}
