//! `demo`: the journey, seen.
//!
//! With a display: a service with invented people, a link that can be cut, and the app's window on it. Without one: the same
//! journey driven in the same webview on a screen in memory, with pictures and an account left in `target/demo`. Two days can be
//! seen: a nurse's at two schools, and a health worker's in a campaign that goes from door to door.

use crate::daemon::{Daemon, bound_to_us};
use crate::engines;
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
    /// Whose day
    #[arg(value_enum, default_value_t = Day::School)]
    day: Day,
    /// Drive the journey and leave pictures, even where there is a display
    #[arg(long)]
    pictures: bool,
    /// Forget the last demo: a fresh service, a fresh device
    #[arg(long)]
    fresh: bool,
}

/// The days there are.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Day {
    /// A nurse's, at two schools
    School,
    /// A health worker's, in a campaign that goes from door to door
    Campaign,
}

impl Day {
    /// In which folder of the demo's its service, its device and its pictures lie.
    const fn folder(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Campaign => "campaign",
        }
    }

    /// The scenario that plays it where nobody looks on.
    const fn scenario(self) -> &'static str {
        match self {
            Self::School => "a_day_at_two_schools",
            Self::Campaign => "three_days_in_a_campaign",
        }
    }

    /// What is made for it.
    const fn people(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::School => ("an organisation with 12 schools and 4,000 children", &[]),
            Self::Campaign => {
                ("a campaign with 3,000 households, and a map of their village", &["--households", "3000", "--children", "400"])
            }
        }
    }
}

impl Demo {
    /// Shows it, one way or the other.
    pub fn run(self) -> Result<(), Trouble> {
        let folder = place::target().join("demo").join(self.day.folder());
        if self.pictures || !someone_is_watching() { drive(self.day, &folder) } else { open(self.day, &folder, self.fresh) }
    }
}

fn drive(day: Day, folder: &Path) -> Result<(), Trouble> {
    println!("Nobody can see a window here, so the journey is driven for you in the app's real webview.");
    let mut steps = Steps::new();
    steps.step("what this machine needs", setup::everything)?;
    steps.step_anyway(&day.scenario().replace('_', " "), || test::e2e(Some(day.scenario()), folder));
    steps.end()?;
    println!("\nPictures and the account of the day: {}", folder.display());
    Ok(())
}

fn open(day: Day, folder: &Path, fresh: bool) -> Result<(), Trouble> {
    setup::for_building()?;
    if day == Day::Campaign {
        engines::installed()?;
    }
    run(&mut cargo(["build", "--workspace", "--bin", "daybook", "--bin", "daybook-demo"]))?;
    let (service, device) = (folder.join("service"), folder.join("device"));
    if fresh {
        for folder in [&service, &device].into_iter().filter(|folder| folder.exists()) {
            fs::remove_dir_all(folder)?;
        }
    }
    fs::create_dir_all(&device)?;
    let (made, asked) = day.people();
    println!("\nMaking {made} …");
    let mut demo = bound_to_us(place::built("daybook-demo"));
    let (_service, said) = Daemon::start_and_listen(demo.arg("--data").arg(&service).args(asked).stdin(Stdio::piped()))?;
    let said: Value = serde_json::from_str(&said).map_err(|error| trouble!("the demo's service answered in no form we know: {error}"))?;
    let told = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    let (password, support) = (told("password"), told("support"));
    let try_this = match day {
        Day::School => at_two_schools(&password, &support),
        Day::Campaign => in_a_campaign(&password, &support),
    };
    println!("{try_this}\n\nClose the window to end the demo. `cargo xtask demo {} --fresh` forgets it all.", day.folder());
    let mut app = bound_to_us(place::built("daybook"));
    app.env("DAYBOOK_DATA_DIR", &device).env("DAYBOOK_SERVER", told("link")).env("DAYBOOK_DEMO_LINK", told("control"));
    Daemon::start(&mut app)?.wait()
}

fn at_two_schools(password: &str, support: &str) -> String {
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

  Where changes go that clash, with support: {support} (sam, {password})"
    )
}

fn in_a_campaign(password: &str, support: &str) -> String {
    format!(
        "
Daybook is open. A day from door to door with it:

  1. Sign in as rosa with the password {password}, and write down the five words that open this device offline.
     The households of Mangueira come down, the forms in two languages, a hundred ids, and the map.
  2. On the map, plan the way through the households that wait. Then cut the network: the switch in the window
     closes the link to the service for real.
  3. Find a household, or register a new one and who lives there: with an id from the pool, or a paper of their own.
  4. Fill in a net visit about them. Close Daybook in the middle of it, and open it again with this command: it is all there.
  5. SOS, above, has whom to ring. Settings has six languages; try العربية.
  6. Mend the network with the same switch. A full page says you're back online: press Sync your changes.
     What was registered has its number then.

  Where changes go that clash, with support: {support} (sam, {password})"
    )
}
