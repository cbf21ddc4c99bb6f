//! What keeps the work safe, through the real commands: rescue files, copies, data that does not open, the other person.

use crate::person::{CODE, Person};
use daybook_testkit::server::demo::PASSWORD;
use serde_json::{Value, json};
use std::fs;

/// Nadia at work, with one record that is not sent, and the network gone.
fn with_a_record() -> (Person, Value) {
    let person = Person::at_work("nadia");
    person.loses_the_network();
    let (session, child, programme) = person.somebody_ready();
    person.asks("save_vaccination", json!({ "draft": person.vaccination(&session, &child, &programme) })).unwrap();
    let who = person.person();
    (person, who)
}

#[test]
fn the_next_person_sees_what_of_the_last_ones_is_still_to_be_sent() {
    let (person, nadia) = with_a_record();
    person.asks("lock", json!({})).unwrap();
    person.finds_the_network();
    person.asks("sign_in", json!({ "form": person.form("omar", PASSWORD) })).unwrap();
    person.asks("propose_code", json!({ "code": CODE })).unwrap();
    person.asks("confirm_code", json!({ "typed": CODE })).unwrap();
    let status = person.asks("status", json!({})).unwrap();
    let people = status["people"].as_array().unwrap();
    assert_eq!(people.len(), 1, "whoever is at work is not among the others");
    assert_eq!((&people[0]["person"], &people[0]["waiting"]), (&nadia, &json!(1)));
}

#[test]
fn a_device_that_was_not_heard_of_for_too_long_asks_for_the_password_beside_the_code() {
    let person = Person::at_work("nadia");
    let who = person.person();
    person.asks("lock", json!({})).unwrap();
    let file = person.database().with_file_name("key.json");
    let mut key: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    key["last_contact"] = json!("2020-01-01T09:00:00+00:00");
    key["expires_after_days"] = json!(30);
    fs::write(&file, key.to_string()).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["people"][0]["expired"], true);
    assert_eq!(person.tries(CODE).unwrap_err()["code"], "expired");
    let both = |code: &str, password: &str| person.asks("unlock_expired", json!({ "person": who, "code": code, "password": password }));
    assert_eq!(both("not the code", PASSWORD).unwrap_err()["code"], "wrong_code");
    assert_eq!(both(CODE, "not the password").unwrap_err()["code"], "wrong_credentials");
    both(CODE, PASSWORD).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "open");
    person.asks("lock", json!({})).unwrap();
    person.unlocks();
}
