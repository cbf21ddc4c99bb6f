//! `kill`: the real service and a real laptop, each its own process, killed with SIGKILL at random moments.

use crate::place;
use crate::steps::{cargo, run};
use crate::trouble::Trouble;

/// How often.
#[derive(clap::Args)]
pub struct Kill {
    /// Kills, in all
    #[arg(long, default_value_t = 500)]
    times: u32,
}

impl Kill {
    /// The same test that always runs, with more kills; the account is printed and kept.
    pub fn run(&self) -> Result<(), Trouble> {
        let account = place::target().join("kills.md");
        run(cargo(["test", "--package", "daybook-server", "--test", "kill", "--", "--nocapture"])
            .env("DAYBOOK_KILLS", self.times.to_string())
            .env("DAYBOOK_KILL_ACCOUNT", &account))?;
        println!("written to {}", account.display());
        Ok(())
    }
}
