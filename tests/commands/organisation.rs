//! Signing in through one's organisation, through the real commands and a real OpenID provider. Only the browser is drawn by nobody.

use crate::person::{CODE, Person};
use daybook_testkit::organisation::{Browser, Page};
use serde_json::{Value, json};

fn begins(person: &Person) -> Result<Value, Value> {
    person.asks("sign_in_through_organisation", json!({ "server": person.service(), "deviceName": "A laptop" }))
}

fn status(person: &Person) -> Value {
    person.asks("status", json!({})).unwrap()
}

/// What she does in her browser; whether she says that the letters are the same.
fn in_her_browser(person: &Person, name: &str, same: bool) -> Page {
    let words = status(person)["browser_sign_in"]["words"].as_str().unwrap().to_owned();
    tauri::async_runtime::block_on(async {
        let mut browser = Browser::open().unwrap();
        let page = browser.through(&person.browser_shows(), name).await.unwrap();
        assert!(page.text.contains(&words), "{words}: {}", page.text);
        browser.compares(&page, same).await.unwrap()
    })
}

#[test]
fn a_person_signs_in_through_her_organisation_in_her_own_browser_and_again_when_the_session_is_over() {
    let (person, _provider) = Person::of_an_organisation();
    person.waits_until(|status| status["organisation_sign_in"] == "A trust");
    let refused = person.asks("sign_in", json!({ "form": person.form("nadia", "any password") })).unwrap_err();
    assert_eq!(refused["code"], "use_organisation");

    begins(&person).unwrap();
    let going = status(&person)["browser_sign_in"].clone();
    assert_eq!((&going["address"], &going["failed"]), (&json!(person.browser_shows()), &Value::Null));
    in_her_browser(&person, "nadia", true);
    person.waits_until(|status| status["choosing_code"]["name"] == "Nadia Rahman");
    assert_eq!(status(&person)["browser_sign_in"], Value::Null);
    person.asks("propose_code", json!({ "code": CODE })).unwrap();
    person.asks("confirm_code", json!({ "typed": CODE })).unwrap();
    assert_eq!(person.syncs()["end"], "completed");

    person.loses_her_session();
    assert_eq!(person.syncs()["end"], "sign_in_again");
    begins(&person).unwrap();
    in_her_browser(&person, "omar", true);
    person.waits_until(|status| status["browser_sign_in"]["failed"] == "another_person");
    assert_eq!(person.syncs()["end"], "sign_in_again", "another person's session sends nothing of hers");
    begins(&person).unwrap();
    in_her_browser(&person, "nadia", true);
    person.waits_until(|status| status["browser_sign_in"] == Value::Null);
    assert_eq!(person.syncs()["end"], "completed");
}

#[test]
fn a_sign_in_that_is_cancelled_or_refused_in_the_browser_lets_nobody_in() {
    let (person, _provider) = Person::of_an_organisation();
    begins(&person).unwrap();
    person.asks("cancel_sign_in", json!({})).unwrap();
    assert_eq!(status(&person)["browser_sign_in"], Value::Null);

    begins(&person).unwrap();
    in_her_browser(&person, "nadia", false);
    person.waits_until(|status| !status["browser_sign_in"]["failed"].is_null());
    let status = status(&person);
    assert_eq!((&status["stage"], &status["choosing_code"]), (&json!("sign_in"), &Value::Null));

    let elsewhere = json!({ "server": "http://127.0.0.1:9", "deviceName": "A laptop" });
    assert_eq!(person.asks("sign_in_through_organisation", elsewhere).unwrap_err()["code"], "offline");
}

#[test]
fn where_no_organisation_has_a_sign_in_none_is_offered() {
    let person = Person::at_a_new_laptop();
    person.waits_until(|status| status["connection"] == "online");
    assert_eq!(status(&person)["organisation_sign_in"], Value::Null);
    assert!(begins(&person).is_err());
}
