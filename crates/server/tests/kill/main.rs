//! Real kills: the real service (`daybook-server`, its own process) and a real laptop (a process with the real store and the
//! real engine, over HTTP) are killed with SIGKILL at random moments while a nurse records and syncs without a pause.
//!
//! What was said to be saved is on the laptop once, with a receipt or without; what has a receipt is the service's own, word
//! for word; and in the end everything is at the service, once and in its order. A few kills here; `cargo xtask kill` does
//! hundreds and tells what they met.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod account;
mod killer;
mod laptop;
mod nurse;
mod service;

use account::Account;
use killer::Killer;
use std::time::{Duration, Instant};

const TIMES: &str = "DAYBOOK_KILLS";
const ACCOUNT: &str = "DAYBOOK_KILL_ACCOUNT";

#[test]
fn nothing_is_lost_or_doubled_when_laptop_and_service_are_killed() {
    let times = std::env::var(TIMES).map_or(30, |times| times.parse().unwrap());
    let began = Instant::now();
    let mut killer = Killer::begins();
    let mut account = Account::default();
    for number in 0..times {
        killer.kills_once(number, &mut account);
    }
    killer.ends(Duration::from_secs(180), &mut account);
    let told = account.told(began.elapsed());
    println!("{told}");
    if let Some(file) = std::env::var_os(ACCOUNT) {
        std::fs::write(file, told).unwrap();
    }
    assert!(account.saved > times && account.receipts == account.saved, "{} saved, {} receipts", account.saved, account.receipts);
}

/// Not a test: the laptop's process, which is killed.
#[test]
#[ignore = "run by the other test, in a process of its own"]
fn the_nurse() {
    nurse::works_until_killed();
}
