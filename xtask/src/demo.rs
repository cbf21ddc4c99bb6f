//! `demo`: the journey, seen.
//!
//! With a display: a service with invented people, a link that can be cut, and the app's window on it. Without one: the same
//! journey driven in the same webview on a screen in memory, with pictures and an account left in `target/demo`.

use crate::daemon::{Daemon, bound_to_us};
use crate::place;
use crate::setup;
use crate::stage::someone_is_watching;
use crate::steps::{Steps, cargo, run};
use crate::test;
use crate::trouble;
use crate::trouble::Trouble;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// What can be chosen.
#[derive(clap::Args)]
pub struct Demo {
    /// Drive the journey and leave pictures, even where there is a display
    #[arg(long)]
    pictures: bool,
    /// Forget the last demo: a fresh service, a fresh device
    #[arg(long)]
    fresh: bool,
}

impl Demo {
    /// Shows it, one way or the other.
    pub fn run(self) -> Result<(), Trouble> {
        let folder = place::target().join("demo");
        if self.pictures || !someone_is_watching() { drive(&folder) } else { open(&folder, self.fresh) }
    }
}

fn drive(folder: &Path) -> Result<(), Trouble> {
    println!("Nobody can see a window here, so the journey is driven for you in the app's real webview.");
    let mut steps = Steps::new();
    steps.step("what this machine needs", setup::everything)?;
    steps.step_anyway("a day at two schools", || test::e2e(Some("a_day_at_two_schools"), folder));
    steps.end()?;
    println!("\nPictures and the account of the day: {}", folder.display());
    Ok(())
}

fn open(folder: &Path, fresh: bool) -> Result<(), Trouble> {
    setup::for_building()?;
    run(&mut cargo(["build", "--workspace", "--bin", "daybook", "--bin", "daybook-demo"]))?;
    let (service, device) = (folder.join("service"), folder.join("device"));
    if fresh {
        for folder in [&service, &device].into_iter().filter(|folder| folder.exists()) {
            fs::remove_dir_all(folder)?;
        }
    }
    fs::create_dir_all(&device)?;
    println!("\nMaking an organisation with 12 schools and 4,000 children …");
    let mut demo = bound_to_us(place::built("daybook-demo"));
    let (_service, said) = Daemon::start_and_listen(demo.arg("--data").arg(&service).stdin(Stdio::piped()))?;
    let said: Value = serde_json::from_str(&said).map_err(|error| trouble!("the demo's service answered in no form we know: {error}"))?;
    let told = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    println!("{}", what_to_try(&told("password"), &told("support")));
    let mut app = bound_to_us(place::built("daybook"));
    app.env("DAYBOOK_DATA_DIR", &device).env("DAYBOOK_SERVER", told("link")).env("DAYBOOK_DEMO_LINK", told("control"));
    Daemon::start(&mut app)?.wait()
}

fn what_to_try(password: &str, support: &str) -> String {
    format!(
        "
Daybook is open. A day with it:

  1. Sign in as nadia with the password {password}, and write down the five words that open this device offline.
     Her schools' children come down; then you are ready to go.
  2. Cut the network: the switch in the window closes the link to the service for real.
  3. Open a session, register children, vaccinate some, leave a note, record one as not given.
  4. Lock Daybook, or close it and open it again with this command: your code unlocks it. Nothing is lost.
  5. Mend the network with the same switch. A full page says you're back online: press Sync your changes.
  6. Read the account: school by school, child by child, with a receipt for each change.

  Where changes go that clash, with support: {support} (sam, {password})

Close the window to end the demo. `cargo xtask demo --fresh` forgets it all."
    )
}
