//! What keeps the work safe, through the real commands: rescue files, copies, data that does not open, the other person.

use crate::person::{CODE, Person};
use daybook_testkit::server::demo::PASSWORD;
use daybook_wire::order::OrderKind;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Nadia at work, with one record that is not sent, and the network gone.
fn with_a_record() -> (Person, Value) {
    let person = Person::at_work("nadia");
    person.loses_the_network();
    let (session, child, programme) = person.somebody_ready();
    person.asks("save_vaccination", json!({ "draft": person.vaccination(&session, &child, &programme) })).unwrap();
    let who = person.person();
    (person, who)
}

fn saves_rescue(person: &Person, of: &Value, folder: &Path) -> Result<Value, Value> {
    person.asks("save_rescue", json!({ "person": of, "folder": folder }))
}

#[test]
fn a_rescue_file_is_saved_at_work_and_while_locked() {
    let (person, who) = with_a_record();
    let folder = tempfile::tempdir().unwrap();
    let open = saves_rescue(&person, &Value::Null, folder.path()).unwrap();
    assert_eq!((&open["changes"], &open["closed"]), (&json!(1), &json!(false)));
    person.asks("lock", json!({})).unwrap();
    assert_eq!(saves_rescue(&person, &Value::Null, folder.path()).unwrap_err()["code"], "locked");
    let closed = saves_rescue(&person, &who, folder.path()).unwrap();
    assert_eq!((&closed["changes"], &closed["closed"]), (&json!(1), &json!(true)));
    for saved in [&open, &closed] {
        let file = Path::new(saved["file"].as_str().unwrap());
        assert_eq!(fs::metadata(file).unwrap().len(), saved["bytes"].as_u64().unwrap());
    }
    let nowhere = saves_rescue(&person, &who, Path::new("/proc/nowhere")).unwrap_err();
    assert_eq!(nowhere["code"], "folder_not_writable");
}

#[test]
fn a_save_is_copied_in_a_moment_and_the_second_copy_goes_where_she_says() {
    let (person, _) = with_a_record();
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(person.asks("set_second_copy", json!({ "folder": "/proc/nowhere" })).unwrap_err()["code"], "folder_not_writable");
    person.asks("set_second_copy", json!({ "folder": folder.path() })).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "what is unsent now is copied at once");
    let settings = person.asks("settings", json!({})).unwrap();
    assert_eq!(settings["second_copy"].as_str(), folder.path().to_str());
    assert_eq!(settings["copied"], 1);
    let (session, child, programme) = person.somebody_ready();
    person.asks("save_vaccination", json!({ "draft": person.vaccination(&session, &child, &programme) })).unwrap();
    person.waits_until(|_| person.asks("settings", json!({})).unwrap()["copied"] == 2);
    person.asks("set_second_copy", json!({ "folder": null })).unwrap();
    assert!(person.asks("settings", json!({})).unwrap()["second_copy"].is_null());
    assert!(fs::read_dir(folder.path()).unwrap().count() > 0, "what lies there stays");
}

#[test]
fn data_that_does_not_open_is_kept_rescued_and_begun_anew_beside() {
    let (person, who) = with_a_record();
    person.asks("lock", json!({})).unwrap();
    let database = person.database();
    let mut bytes = fs::read(&database).unwrap();
    let half = bytes.len() / 2;
    bytes[..half].fill(0x5a);
    fs::write(&database, &bytes).unwrap();

    let person = person.restarts();
    assert_eq!(person.tries(CODE).unwrap_err()["code"], "damaged");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(saves_rescue(&person, &who, folder.path()).unwrap()["changes"], 1, "the copy made at the lock is in it");
    person.asks("start_again", json!({ "person": who })).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "sign_in");
    let kept = fs::read_dir(person.data().join(".aside")).unwrap().next().unwrap().unwrap().path().join("daybook.db");
    assert_eq!(fs::read(kept).unwrap(), bytes, "put aside byte for byte");

    person.finds_the_network();
    person.signs_in("nadia");
    assert_eq!(person.syncs()["end"], "completed");
}

#[test]
fn damage_that_shows_while_she_works_closes_the_data_and_says_so() {
    let (person, who) = with_a_record();
    person.waits_until(|_| person.asks("settings", json!({})).unwrap()["copied"] == 1);
    let database = person.database();
    let bytes = fs::metadata(&database).unwrap().len();
    fs::write(&database, vec![0x5a; usize::try_from(bytes).unwrap()]).unwrap();
    let _ = fs::remove_file(database.with_extension("db-wal"));
    let hit = (0..40).any(|_| {
        let answers = ["sessions", "unsent", "history"].map(|command| person.asks(command, json!({})));
        answers.iter().any(|answer| answer.as_ref().is_err_and(|error| error["code"] == "damaged" || error["code"] == "locked"))
    });
    assert!(hit, "nothing noticed a file of nonsense");
    let status = person.asks("status", json!({})).unwrap();
    assert_eq!((&status["notice"]["kind"], &status["notice"]["person"]), (&json!("damaged"), &who));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(saves_rescue(&person, &who, folder.path()).unwrap()["changes"], 1);
    person.asks("start_again", json!({ "person": who })).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["stage"], "sign_in");
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
fn the_next_person_sends_what_of_the_last_ones_waits_without_reading_it_and_it_counts_once() {
    let (person, nadia) = with_a_record();
    person.asks("lock", json!({})).unwrap();
    person.finds_the_network();
    person.asks("sign_in", json!({ "form": person.form("omar", PASSWORD) })).unwrap();
    person.asks("propose_code", json!({ "code": CODE })).unwrap();
    person.asks("confirm_code", json!({ "typed": CODE })).unwrap();
    let sent = person.asks("send_copy", json!({ "person": nadia })).unwrap();
    assert_eq!((&sent["changes"], &sent["taken"], &sent["already"]), (&json!(1), &json!(1), &json!(0)), "{sent}");
    let again = person.asks("send_copy", json!({ "person": nadia })).unwrap();
    assert_eq!((&again["taken"], &again["already"]), (&json!(0), &json!(1)), "{again}");
    assert!(person.asks("unsent", json!({})).unwrap().as_array().unwrap().is_empty(), "her records are not his");

    person.asks("lock", json!({})).unwrap();
    person.asks("unlock", json!({ "person": nadia, "code": CODE })).unwrap();
    let account = person.syncs();
    assert_eq!((&account["end"], &account["received"]), (&json!("completed"), &json!(1)));
    assert!(account["with_support"].as_array().unwrap().is_empty(), "{account}");
    assert_eq!(person.asks("send_copy", json!({ "person": nadia })).unwrap_err()["code"], "nothing_there");
}

#[test]
fn a_forgotten_code_is_released_by_support_and_another_is_chosen() {
    let (person, who) = with_a_record();
    person.asks("lock", json!({})).unwrap();
    let ask = |password: &str| person.asks("ask_release", json!({ "form": { "person": who, "password": password } }));
    assert_eq!(ask(PASSWORD).unwrap_err()["code"], "offline");
    person.finds_the_network();
    assert_eq!(ask("not the password").unwrap_err()["code"], "wrong_credentials");
    ask(PASSWORD).unwrap();
    let release = person.asks("status", json!({})).unwrap()["release"].clone();
    assert_eq!((&release["person"], &release["state"]), (&who, &json!("waiting")));
    person.support_decides(false);
    person.waits_until(|status| status["release"]["state"] == "refused");
    person.asks("end_release", json!({})).unwrap();
    assert!(person.asks("status", json!({})).unwrap()["release"].is_null());

    ask(PASSWORD).unwrap();
    person.support_decides(true);
    person.waits_until(|status| status["stage"] == "choose_code");
    assert_eq!(person.asks("status", json!({})).unwrap()["choosing_code"]["released"], true);
    let other = "maple tunnel velvet harbor kite";
    person.asks("propose_code", json!({ "code": other })).unwrap();
    person.asks("confirm_code", json!({ "typed": other })).unwrap();
    assert_eq!(person.asks("unsent", json!({})).unwrap().as_array().unwrap().len(), 1, "nothing was lost by it");
    person.asks("lock", json!({})).unwrap();
    assert_eq!(person.tries(CODE).unwrap_err()["code"], "wrong_code");
    person.tries(other).unwrap();
}

#[test]
fn a_new_session_beside_a_locked_one_puts_it_aside_whole_and_hands_in_its_copy() {
    let (person, who) = with_a_record();
    person.asks("lock", json!({})).unwrap();
    person.finds_the_network();
    let mut form = person.form("nadia", PASSWORD);
    form["set_aside"] = json!(true);
    person.asks("sign_in", json!({ "form": form })).unwrap();
    assert!(person.database().exists(), "nothing is moved before the code is checked");
    let other = "maple tunnel velvet harbor kite";
    person.asks("propose_code", json!({ "code": other })).unwrap();
    person.asks("confirm_code", json!({ "typed": other })).unwrap();
    assert_eq!(fs::read_dir(person.data().join(".aside")).unwrap().count(), 1);
    assert_eq!(person.syncs()["end"], "completed");
    let (session, ..) = person.somebody_ready();
    let page = person.asks("session", json!({ "session": session })).unwrap();
    let vaccinated = |child: &Value| child["standings"].as_array().unwrap().iter().any(|each| each["standing"] == "vaccinated");
    assert!(page["children"].as_array().unwrap().iter().any(vaccinated), "what was unsent came back from the service");
    assert_eq!(person.person(), who);
}

#[test]
fn a_blocked_device_hands_in_what_it_has_and_then_locks() {
    let (person, _) = with_a_record();
    person.finds_the_network();
    person.blocks_the_device();
    let account = person.syncs();
    assert_eq!((&account["end"], &account["received"], &account["waiting"]), (&json!("device_blocked"), &json!(1), &json!(0)));
    assert_eq!(person.asks("status", json!({})).unwrap()["must_lock"], "blocked");
    person.asks("lock", json!({})).unwrap();
    let status = person.asks("status", json!({})).unwrap();
    assert_eq!((&status["stage"], &status["notice"]["kind"]), (&json!("unlock"), &json!("blocked")));
    person.asks("put_notice_away", json!({})).unwrap();
    assert!(person.asks("status", json!({})).unwrap()["notice"].is_null());
}

#[test]
fn a_part_that_only_fetches_finds_the_device_blocked_too() {
    let person = Person::at_work("nadia");
    person.blocks_the_device();
    let parts = json!({ "units": ["contacts"], "discardPending": false, "progress": "__CHANNEL__:9" });
    assert!(person.asks("sync_units", parts).unwrap().is_null(), "nothing was sent, and so there is no account");
    assert_eq!(person.asks("status", json!({})).unwrap()["must_lock"], "blocked");
}

#[test]
fn a_device_that_its_team_asks_to_lock_locks_after_the_sync() {
    let (person, _) = with_a_record();
    person.finds_the_network();
    person.asks_the_device(OrderKind::Lock);
    assert_eq!(person.syncs()["end"], "completed");
    assert_eq!(person.asks("status", json!({})).unwrap()["must_lock"], "team");
    person.asks("lock", json!({})).unwrap();
    assert_eq!(person.asks("status", json!({})).unwrap()["notice"]["kind"], "locked_by_team");
    person.unlocks();
    assert_eq!(person.syncs()["end"], "completed");
    assert!(person.asks("status", json!({})).unwrap()["must_lock"].is_null(), "asked once, locked once");
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
