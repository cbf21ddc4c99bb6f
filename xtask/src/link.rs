//! `link`: a first download and a day's changes over a bad school Wi-Fi, at full length, with an account of what was carried.

use crate::place;
use crate::steps::{cargo, run};
use crate::trouble::Trouble;

/// Takes some minutes: a slow link is waited for.
pub fn link() -> Result<(), Trouble> {
    let account = place::target().join("wifi.md");
    run(cargo(["test", "--package", "daybook-sync", "--test", "wifi", "--", "--nocapture"])
        .env("DAYBOOK_WIFI", "full")
        .env("DAYBOOK_WIFI_ACCOUNT", &account))?;
    println!("written to {}", account.display());
    Ok(())
}
