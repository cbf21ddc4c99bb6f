//! Opening with this computer's keychain, through the real commands: off until the team allows it and the person switches it
//! on with her code; after a start of the app and at no other time.

use crate::drawer::Mood;
use crate::person::{CODE, Person};
use daybook_testkit::server::demo::PASSWORD;
use daybook_wire::order::OrderKind;
use daybook_wire::session::Levers;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Nadia at work, and her team allows it.
fn allowed() -> Person {
    let person = Person::at_work("nadia");
    person.pulls_levers(Levers { keychain_allowed: true, ..Levers::default() });
    person.syncs();
    person
}

/// The same, and she has switched it on.
fn switched_on() -> Person {
    let person = allowed();
    switches_on(&person, CODE).unwrap();
    person
}

fn switches_on(person: &Person, code: &str) -> Result<Value, Value> {
    person.asks("use_keychain", json!({ "code": code }))
}

fn standing(person: &Person) -> Value {
    person.asks("settings", json!({})).unwrap()["keychain"].clone()
}

fn opens(person: &Person) -> Result<Value, Value> {
    person.asks("unlock_with_keychain", json!({ "person": person.person() }))
}

fn refused(person: &Person) -> Value {
    opens(person).unwrap_err()["code"].clone()
}

fn status(person: &Person) -> Value {
    person.asks("status", json!({})).unwrap()
}

/// What the unlock page offers.
fn is_offered(person: &Person) -> bool {
    status(person)["people"][0]["keychain"] == true
}

fn is_open(person: &Person) -> bool {
    status(person)["stage"] == "open"
}

#[test]
fn what_the_team_does_not_allow_is_neither_offered_nor_done() {
    let person = Person::at_work("nadia");
    assert_eq!(standing(&person), "not_allowed", "off unless the team says otherwise");
    assert_eq!(switches_on(&person, CODE).unwrap_err()["code"], "not_allowed");
    assert_eq!((person.drawer().len(), person.drawer().asked()), (0, 0));
}

#[test]
fn it_is_off_until_she_switches_it_on_with_her_code_which_is_counted() {
    let person = allowed();
    assert_eq!(standing(&person), "off");
    let wrong = switches_on(&person, "not the code").unwrap_err();
    assert_eq!((&wrong["code"], &wrong["tries_left"]), (&json!("wrong_code"), &json!(4)));
    assert_eq!((standing(&person), person.drawer().len()), (json!("off"), 0));
    switches_on(&person, CODE).unwrap();
    assert_eq!((standing(&person), person.drawer().len()), (json!("on"), 1));
    for _ in 0..5 {
        switches_on(&person, "not the code").unwrap_err();
    }
    assert_eq!(switches_on(&person, CODE).unwrap_err()["code"], "wait", "a desk left open is no place to guess");
}

#[test]
fn after_a_start_it_opens_without_a_code_and_the_code_goes_on_opening() {
    let person = switched_on().closes_the_window();
    assert!(is_offered(&person) && !is_open(&person), "offered, and not opened by itself");
    opens(&person).unwrap();
    assert!(is_open(&person));
    let person = person.restarts();
    assert!(is_offered(&person), "killed: as after any start");
    person.unlocks();
    let person = person.closes_the_window();
    person.waits_until(|status| status["people"][0]["keychain"] == true);
    opens(&person).unwrap();
}

#[test]
fn a_lock_asks_for_the_code_and_starting_the_app_again_is_no_way_around_it() {
    let person = switched_on();
    person.asks("lock", json!({})).unwrap();
    assert!(!is_offered(&person));
    assert_eq!(refused(&person), "keychain_refused");
    let person = person.restarts();
    assert!(!is_offered(&person));
    assert_eq!(refused(&person), "keychain_refused");
    person.unlocks();
    assert_eq!(standing(&person), "on", "it was not switched off");
    waits_for_the_wrap(&person);
    let person = person.closes_the_window();
    opens(&person).unwrap();
}

/// After the code it is made ready in its own time.
fn waits_for_the_wrap(person: &Person) {
    let file = person.database().with_file_name("key.json");
    person.waits_until(|_| fs::read_to_string(&file).unwrap().contains("elsewhere"));
}

#[test]
fn a_lock_of_the_team_closes_it_even_where_the_window_is_closed_first() {
    for asked in [true, false] {
        let person = switched_on();
        if asked {
            drop(person.asks_the_device(OrderKind::Lock))
        } else {
            person.blocks_the_device()
        }
        person.syncs();
        assert_eq!(status(&person)["must_lock"], if asked { "team" } else { "blocked" });
        let person = person.closes_the_window();
        assert_eq!(refused(&person), "keychain_refused");
        person.unlocks();
    }
}

#[test]
fn an_app_that_is_killed_after_the_team_asked_it_to_lock_asks_for_the_code() {
    let person = switched_on();
    person.asks_the_device(OrderKind::Lock);
    person.syncs();
    let person = person.restarts();
    assert_eq!(refused(&person), "keychain_refused");
}

#[test]
fn an_expired_device_asks_for_password_and_code_before_the_keychain_is_asked_anything() {
    let person = switched_on().closes_the_window();
    let file = person.database().with_file_name("key.json");
    let mut key: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    key["last_contact"] = json!("2020-01-01T09:00:00+00:00");
    key["expires_after_days"] = json!(30);
    fs::write(&file, key.to_string()).unwrap();
    let before = person.drawer().asked();
    assert!(!is_offered(&person));
    assert_eq!((refused(&person), person.drawer().asked()), (json!("expired"), before));
    person.asks("unlock_expired", json!({ "person": person.person(), "code": CODE, "password": PASSWORD })).unwrap();
}

#[test]
fn switching_off_removes_it_at_once() {
    let person = switched_on();
    person.asks("leave_keychain", json!({})).unwrap();
    assert_eq!((standing(&person), person.drawer().len()), (json!("off"), 0));
    let person = person.closes_the_window();
    assert_eq!(refused(&person), "keychain_refused");
    person.unlocks();
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!((standing(&person), person.drawer().len()), (json!("off"), 0), "the code does not bring it back");
}

#[test]
fn it_can_be_switched_off_where_the_keychain_does_not_answer_any_more() {
    let person = switched_on();
    let key = person.drawer().first();
    person.drawer().is(Mood::Silent);
    person.asks("leave_keychain", json!({})).unwrap();
    person.drawer().is(Mood::Willing);
    assert_eq!(*person.drawer().first(), *key, "the key is still there");
    let person = person.closes_the_window();
    assert_eq!(refused(&person), "keychain_refused", "and opens nothing");
}

#[test]
fn a_team_that_no_longer_allows_it_ends_it_at_the_next_sync() {
    let person = switched_on();
    person.pulls_levers(Levers::default());
    person.syncs();
    assert_eq!(standing(&person), "not_allowed");
    person.waits_until(|_| person.drawer().len() == 0);
    let person = person.closes_the_window();
    assert_eq!(refused(&person), "keychain_refused");
    person.unlocks();
}

#[test]
fn a_keychain_that_lost_the_key_or_holds_another_leads_to_the_code_with_every_try_left() {
    for tamper in [crate::drawer::Drawer::is_emptied, crate::drawer::Drawer::is_tampered_with] {
        let person = switched_on().closes_the_window();
        tamper(person.drawer());
        assert_eq!(refused(&person), "keychain_refused");
        assert!(!is_offered(&person), "not offered again in vain");
        assert_eq!(person.tries("not the code").unwrap_err()["tries_left"], 4);
        person.unlocks();
        waits_for_the_wrap(&person);
        opens(&person.closes_the_window()).unwrap();
    }
}

#[test]
fn a_keychain_that_is_absent_refuses_or_is_silent_is_said_in_time_and_stops_nobody() {
    for (mood, code) in [(Mood::Absent, "no_keychain"), (Mood::Refusing, "keychain_refused"), (Mood::Silent, "no_keychain")] {
        let person = allowed();
        person.drawer().is(mood);
        assert_eq!(standing(&person), "absent", "{mood:?}");
        assert_eq!(switches_on(&person, CODE).unwrap_err()["code"], code);
        assert_eq!(standing(&person), "absent", "{mood:?}");
        person.drawer().is(Mood::Willing);
        switches_on(&person, CODE).unwrap();
        let person = person.closes_the_window();
        person.drawer().is(mood);
        assert_eq!(refused(&person), code);
        assert!(is_offered(&person), "it may answer the next time");
        person.unlocks();
        person.asks("lock", json!({})).unwrap();
        person.unlocks();
        assert_eq!(standing(&person), "on", "{mood:?}");
    }
}

#[test]
fn neither_the_disk_nor_the_journal_holds_what_lies_in_the_keychain() {
    let person = switched_on();
    let key = person.drawer().first();
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let person = person.closes_the_window();
    opens(&person).unwrap();
    let mut looked = 0;
    each_file(&person.data(), &mut |bytes| {
        looked += 1;
        assert!(!bytes.windows(32).any(|window| window == key.as_slice()));
        assert!(!bytes.windows(64).any(|window| window.eq_ignore_ascii_case(text.as_bytes())));
    });
    assert!(looked > 3);
}

fn each_file(folder: &Path, look: &mut impl FnMut(&[u8])) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { each_file(&entry, look) } else { look(&fs::read(entry).unwrap_or_default()) }
    }
}

#[test]
fn another_persons_work_does_not_open_with_it() {
    let person = switched_on();
    let nadia = person.person();
    person.asks("lock", json!({})).unwrap();
    person.unlocks();
    waits_for_the_wrap(&person);
    let person = person.closes_the_window();
    person.signs_in("omar");
    assert_eq!(standing(&person), "not_allowed", "a device of his own for the service");
    let people = status(&person)["people"].clone();
    assert_eq!((&people[0]["person"], &people[0]["keychain"]), (&nadia, &json!(true)));
    let busy = person.asks("unlock_with_keychain", json!({ "person": nadia })).unwrap_err();
    assert_eq!(busy["code"], "busy", "his desk stays his");
    person.asks("lock", json!({})).unwrap();
    let omar = status(&person)["people"].as_array().unwrap().iter().find(|line| line["person"] != nadia).unwrap()["person"].clone();
    assert_eq!(person.asks("unlock_with_keychain", json!({ "person": omar })).unwrap_err()["code"], "keychain_refused");
    person.asks("unlock_with_keychain", json!({ "person": nadia })).unwrap();
}

#[test]
fn a_wipe_takes_the_key_out_of_the_keychain() {
    let person = switched_on();
    person.asks_the_device(OrderKind::Wipe);
    person.syncs();
    person.waits_until(|status| status["notice"]["kind"] == "wiped");
    person.waits_until(|_| person.drawer().len() == 0);
}

#[test]
fn what_is_put_aside_does_not_open_with_it() {
    let person = switched_on().closes_the_window();
    let who = person.person();
    person.asks("start_again", json!({ "person": who })).unwrap();
    person.waits_until(|_| person.drawer().len() == 0);
    let aside = fs::read_dir(person.data().join(".aside")).unwrap().next().unwrap().unwrap().path();
    for name in ["key.json", "key.copy.json"] {
        assert!(!fs::read_to_string(aside.join(name)).unwrap().contains("elsewhere"), "{name}");
    }
    person.signs_in("nadia");
    assert_eq!(person.syncs()["end"], "completed");
    assert_eq!(standing(&person), "not_allowed", "her new device begins with the levers of every new device");
}
