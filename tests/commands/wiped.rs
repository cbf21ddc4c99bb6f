//! A laptop whose team asks for its data to be removed, through the real commands.

use crate::person::{CODE, Person};
use daybook_record::World as _;
use daybook_store::{Wipe, keep_wipe, wipes};
use daybook_testkit::server::ActualWorld;
use daybook_testkit::server::db::OrderState;
use daybook_wire::order::{OrderKind, WIPE_FORM, WipeStatement};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Nadia at work with one record that is not sent; the folder of her work.
fn with_a_record() -> (Person, PathBuf) {
    let person = Person::at_work("nadia");
    person.loses_the_network();
    records(&person);
    let folder = person.database().parent().unwrap().to_owned();
    (person, folder)
}

fn records(person: &Person) {
    let (session, child, programme) = person.somebody_ready();
    person.asks("save_vaccination", json!({ "draft": person.vaccination(&session, &child, &programme) })).unwrap();
}

fn status(person: &Person) -> Value {
    person.asks("status", json!({})).unwrap()
}

#[test]
fn a_wiped_laptop_has_handed_in_what_it_had_and_says_so_until_somebody_has_read_it() {
    let (person, folder) = with_a_record();
    person.finds_the_network();
    person.asks_the_device(OrderKind::Wipe);
    let account = person.syncs();
    assert_eq!((&account["end"], &account["received"]), (&json!("completed"), &json!(1)));
    assert!(!folder.exists());
    let said = status(&person);
    assert_eq!((&said["stage"], &said["person"]), (&json!("sign_in"), &Value::Null), "{said}");
    let notice = &said["notice"];
    assert_eq!((&notice["kind"], &notice["changes"], &notice["sealed"]), (&json!("wiped"), &json!(1), &json!(0)), "{notice}");
    assert!(notice["at"].is_string() && notice["files"].as_u64() > Some(1) && notice["bytes"].as_u64() > Some(10_000), "{notice}");
    assert!(!notice["name"].as_str().unwrap().is_empty() && !notice["asked_by"].as_str().unwrap().is_empty(), "{notice}");
    person.waits_until(|_| person.last_order() == OrderState::Done);

    let person = person.restarts();
    assert_eq!(status(&person)["notice"]["kind"], "wiped", "until somebody has read it");
    person.asks("put_notice_away", json!({})).unwrap();
    assert!(status(&person)["notice"].is_null());
    assert_eq!(wipes(&person.data()), [], "the team has the statement");
    person.signs_in("nadia");
    assert_eq!(person.syncs()["end"], "completed");
    assert_eq!(status(&person)["stage"], "open", "she begins again, and is asked nothing more");
}

#[test]
fn where_handing_in_fails_nothing_is_wiped_and_the_screens_say_that_it_waits() {
    let (person, folder) = with_a_record();
    assert_eq!(status(&person)["wipe_waits"], false);
    person.asks_the_device(OrderKind::Wipe);
    person.loses_the_network_at("/v1/push");
    assert_eq!(person.syncs()["end"], "link_lost");
    let said = status(&person);
    assert_eq!((&said["stage"], &said["wipe_waits"]), (&json!("open"), &json!(true)), "{said}");
    assert!(folder.join("daybook.db").exists());
    assert_eq!(person.last_order(), OrderState::Waiting);
    records(&person);
    assert_eq!(person.asks("unsent", json!({})).unwrap().as_array().unwrap().len(), 2, "work goes on");

    person.finds_the_network();
    assert_eq!(person.syncs()["received"], 2);
    assert_eq!(status(&person)["notice"]["changes"], 2);
    assert!(!folder.exists());
}

#[test]
fn a_wipe_that_was_cut_short_is_ended_before_anybody_unlocks_and_the_next_person_tells_the_team() {
    let (person, folder) = with_a_record();
    person.finds_the_network();
    person.syncs();
    let order = person.asks_the_device(OrderKind::Wipe);
    let who: daybook_record::UserId = folder.file_name().unwrap().to_str().unwrap().parse().unwrap();
    let (form, at) = (WIPE_FORM.to_owned(), ActualWorld::default().now());
    let (device, files) = (daybook_record::DeviceId(ActualWorld::default().mint()), vec![("daybook.db".to_owned(), 4096)]);
    let statement = WipeStatement { form, order: order.clone(), device, person: who, at, changes: 1, receipted: 1, rescue: None, files };
    let (statement, signature) = (serde_json::to_string(&statement).unwrap(), "00".into());
    let (name, asked_by) = ("Nadia Rahman".into(), "A trust".into());
    let wipe = Wipe { order, person: who, name, asked_by, statement, signature, reported: false, done: false, told: false };
    person.asks("lock", json!({})).unwrap();
    keep_wipe(&person.data(), &wipe).unwrap();
    assert_eq!(status(&person)["stage"], "sign_in", "nobody is listed whose data is on its way out");

    let person = person.restarts();
    assert!(!folder.exists());
    assert_eq!(status(&person)["notice"]["kind"], "wiped");
    assert_eq!(person.asks("unlock", json!({ "person": who, "code": CODE })).unwrap_err()["code"], "not_found");
    person.asks("put_notice_away", json!({})).unwrap();
    assert_eq!(wipes(&person.data()).len(), 1, "the statement stays until the team has it");
    person.signs_in("omar");
    person.syncs();
    assert_eq!(wipes(&person.data()), []);
}
