//! The keychain of a real Linux desktop: GNOME's keyring on a bus of its own, where the machine has it.

#![allow(clippy::print_stderr, reason = "says what was left out, and what a test of its own process said")]

use daybook_app::keychain::{Keychain, NoHelp};
use daybook_record::{UserId, World as _};
use daybook_store::fresh_outer_key;
use daybook_testkit::server::ActualWorld;
use std::process::{Command, Stdio};

const KEYRING: &str = "gnome-keyring-daemon";

/// Runs one of the tests below, which are otherwise ignored, on a bus of its own. None where the machine cannot.
fn on_a_bus_of_its_own(test: &str, keyring: bool) -> Option<bool> {
    let here = |program: &str| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    if !here("dbus-run-session") || keyring && !here(KEYRING) {
        eprintln!("left out: this machine has no {KEYRING}, or no dbus-run-session");
        return None;
    }
    let home = tempfile::tempdir().unwrap();
    let begin = if keyring { "printf secret | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null && " } else { "" };
    let run = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &format!("{begin}exec \"$0\" --ignored --exact \"$1\"")])
        .args([std::env::current_exe().unwrap().as_os_str(), test.as_ref()])
        .envs(["HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(|name| (name, home.path())))
        .env_remove("DISPLAY")
        .output();
    let output = run.unwrap();
    if !output.status.success() {
        eprintln!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    Some(output.status.success())
}

#[test]
fn a_real_desktop_keeps_a_key_gives_it_back_and_forgets_it() {
    assert_ne!(on_a_bus_of_its_own("desktop::keeps_gives_and_forgets", true), Some(false));
}

#[test]
fn a_bus_without_a_keychain_is_said_to_have_none() {
    assert_ne!(on_a_bus_of_its_own("desktop::has_none", false), Some(false));
}

#[tokio::test]
#[ignore = "run by the test above, beside a keyring"]
async fn keeps_gives_and_forgets() {
    let keychain = Keychain::of_this_computer();
    let [one, other] = [(); 2].map(|()| UserId(ActualWorld::default().mint()));
    let [first, second] = [(); 2].map(|()| fresh_outer_key().unwrap());
    assert!(keychain.is_there().await);
    assert!(keychain.find(one).await.unwrap().is_none());
    keychain.keep(one, &first).await.unwrap();
    keychain.keep(one, &second).await.unwrap();
    keychain.keep(other, &first).await.unwrap();
    assert!(keychain.find(one).await.unwrap().is_some_and(|key| key == second), "the last one kept");
    keychain.forget(one).await;
    keychain.forget(one).await;
    assert!(keychain.find(one).await.unwrap().is_none());
    assert!(keychain.find(other).await.unwrap().is_some_and(|key| key == first), "another's stays");
}

#[tokio::test]
#[ignore = "run by the test above, on an empty bus"]
async fn has_none() {
    let keychain = Keychain::of_this_computer();
    let person = UserId(ActualWorld::default().mint());
    assert!(!keychain.is_there().await);
    assert!(matches!(keychain.keep(person, &fresh_outer_key().unwrap()).await, Err(NoHelp::Absent(_))));
    assert!(matches!(keychain.find(person).await, Err(NoHelp::Absent(_))));
    keychain.forget(person).await;
}
