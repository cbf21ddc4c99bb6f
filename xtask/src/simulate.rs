//! `simulate`: devices, the service and a bad link in one process, by seed. What it says and how it plays stands in
//! `crates/simulate`; here the words are only handed on.

use crate::steps::{cargo, run};
use crate::trouble::Trouble;

/// What is handed on.
#[derive(clap::Args)]
pub struct Simulate {
    /// How many seeds
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// One seed alone, told line by line
    #[arg(long)]
    seed: Option<u64>,
    /// The first of many seeds
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Steps of each play
    #[arg(long, default_value_t = 40)]
    steps: usize,
    /// Of one seed, only these steps, by number
    #[arg(long)]
    only: Option<String>,
    /// Damage a laptop's files, or share a laptop, after the steps of every seed, not of one in three
    #[arg(long)]
    coda: bool,
    /// From door to door in a campaign, and not in schools
    #[arg(long)]
    field: bool,
    /// Do not shrink a script that fails
    #[arg(long)]
    no_shrink: bool,
    /// Play so many seeds side by side
    #[arg(long, default_value_t = 2)]
    threads: u64,
    /// Begin no further seed after so many minutes
    #[arg(long)]
    minutes: Option<f64>,
    /// Begin no further seed once one has broken a promise
    #[arg(long)]
    until_broken: bool,
    /// Write the figures into this document, between its marks; the long run writes docs/reliability.md by itself
    #[arg(long)]
    report: Option<String>,
    /// Play a script of a file, told line by line
    #[arg(long)]
    script: Option<String>,
    /// The profile of cargo to build with; the long run is optimised by itself
    #[arg(long)]
    profile: Option<String>,
}

/// From so many seeds on it is the long run.
const LONG: u64 = 1_000;

impl Simulate {
    /// Builds it and plays.
    pub fn run(&self) -> Result<(), Trouble> {
        let Self { seeds, from, steps, threads, .. } = self;
        let long = *seeds >= LONG && self.seed.is_none() && self.script.is_none();
        let profile = self.profile.as_deref().unwrap_or(if long { "release" } else { "dev" });
        let mut command = cargo(["run", "--package", "daybook-simulate", "--profile", profile, "--"]);
        command.args(["--threads", &threads.to_string()]);
        if let Some(report) = self.report.as_deref().or((long && !self.field).then_some("docs/reliability.md")) {
            command.args(["--report", report]);
        }
        if let Some(script) = &self.script {
            command.args(["--script", script]);
        }
        command.args(["--seeds", &seeds.to_string(), "--from", &from.to_string(), "--steps", &steps.to_string()]);
        if let Some(seed) = self.seed {
            command.args(["--seed", &seed.to_string()]);
        }
        if let Some(only) = &self.only {
            command.args(["--only", only]);
        }
        if let Some(minutes) = self.minutes {
            command.args(["--minutes", &minutes.to_string()]);
        }
        let switches =
            [("--until-broken", self.until_broken), ("--coda", self.coda), ("--field", self.field), ("--no-shrink", self.no_shrink)];
        command.args(switches.iter().filter(|(_, on)| *on).map(|(name, _)| name));
        run(&mut command)
    }
}
