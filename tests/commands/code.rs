//! The code for working offline: shown once, checked, and nothing on the disk before.

use crate::person::{CODE, Person};
use daybook_testkit::server::demo::PASSWORD;
use serde_json::{Value, json};

fn signs_in(person: &Person) {
    person.asks("sign_in", json!({ "form": person.form("nadia", PASSWORD) })).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "choose_code");
}

fn words(person: &Person, others: bool) -> Vec<String> {
    let shown = person.asks("suggest_code", json!({ "others": others })).unwrap();
    shown["words"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn confirms(person: &Person, typed: &str) -> Result<Value, Value> {
    person.asks("confirm_code", json!({ "typed": typed }))
}

#[test]
fn five_words_are_shown_checked_and_open_the_device_after_a_restart() {
    let person = Person::at_a_new_laptop();
    signs_in(&person);
    let first = words(&person, false);
    assert_eq!(first.len(), 5);
    assert_eq!(words(&person, false), first, "Back shows the same words");
    let others = words(&person, true);
    assert_ne!(others, first);
    assert_eq!(confirms(&person, &first.join(" ")).unwrap_err()["code"], "does_not_match");
    confirms(&person, &format!("  {}\n", others.join("  ").to_uppercase())).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "first_download");
    assert_eq!(person.asks("suggest_code", json!({ "others": false })).unwrap_err()["code"], "not_found", "never shown again");

    let person = person.restarts();
    assert_eq!(person.tries(&first.join(" ")).unwrap_err()["code"], "wrong_code");
    person.tries(&others.join(" ")).unwrap();
}

#[test]
fn an_app_that_ends_before_the_check_leaves_nothing_behind() {
    let person = Person::at_a_new_laptop();
    signs_in(&person);
    words(&person, false);
    let before = person.files();
    let person = person.restarts();
    assert_eq!(person.files(), before);
    let status = person.asks("status", json!({})).unwrap();
    assert_eq!((&status["stage"], status["people"].as_array().map(Vec::len)), (&json!("sign_in"), Some(0)));
    signs_in(&person);
    person.asks("cancel_sign_in", json!({})).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "sign_in");
}

#[test]
fn a_passphrase_of_ones_own_is_judged_and_must_be_strong() {
    let person = Person::at_a_new_laptop();
    let judged = |code: &str| person.asks("judge_code", json!({ "code": code })).unwrap();
    assert_eq!(judged("kites"), "too_short");
    assert_eq!(judged("password1234password"), "guessable");
    assert_eq!(judged(CODE), "enough");
    signs_in(&person);
    assert_eq!(person.asks("propose_code", json!({ "code": "password1234password" })).unwrap_err()["code"], "weak_code");
    person.asks("propose_code", json!({ "code": CODE })).unwrap();
    assert_eq!(confirms(&person, "another").unwrap_err()["code"], "does_not_match");
    confirms(&person, CODE).unwrap();
}

#[test]
fn whose_work_is_here_already_is_not_signed_in_over_it() {
    let person = Person::at_work("nadia");
    person.asks("lock", json!({})).unwrap();
    let again = person.asks("sign_in", json!({ "form": person.form("nadia", PASSWORD) })).unwrap_err();
    assert_eq!(again["code"], "already_here");
    person.unlocks();
}

#[test]
fn the_waits_after_wrong_codes_are_each_persons_own_and_survive_a_restart() {
    let person = Person::at_work("nadia");
    person.asks("lock", json!({})).unwrap();
    let codes: Vec<Value> = (0..5).map(|_| person.tries("not the code").unwrap_err()["code"].clone()).collect();
    assert_eq!(codes, ["wrong_code", "wrong_code", "wrong_code", "wrong_code", "wait"]);
    let person = person.restarts();
    let refused = person.tries(CODE).unwrap_err();
    assert_eq!(refused["code"], "wait");
    assert!(refused["wait_seconds"].as_u64().is_some_and(|seconds| seconds > 0), "{refused}");
}
