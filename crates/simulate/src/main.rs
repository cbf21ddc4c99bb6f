//! `cargo xtask simulate`: plays seed after seed, and says what broke, where, and in how few steps.

use clap::Parser;
use daybook_simulate::{Script, play, shrink};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

/// Plays devices and service against a bad link, by seed.
#[derive(Parser)]
struct Cli {
    /// How many seeds, from the first one on
    #[arg(long, default_value_t = 100)]
    seeds: u64,
    /// One seed alone, told line by line
    #[arg(long)]
    seed: Option<u64>,
    /// The first seed of many
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Steps of each play
    #[arg(long, default_value_t = 40)]
    steps: usize,
    /// Of one seed, only these steps
    #[arg(long, value_delimiter = ',')]
    only: Vec<usize>,
    /// Leave out of a script that fails what it does not need
    #[arg(long)]
    no_shrink: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.seed {
        Some(seed) => one(seed, &cli),
        None => many(&cli),
    }
}

fn one(seed: u64, cli: &Cli) -> ExitCode {
    let script = Script::of(seed, cli.steps);
    let script = if cli.only.is_empty() { script } else { script.only(&cli.only) };
    let played = play(&script, true);
    println!("\nseed {seed}: trace {:016x}", played.trace);
    match played.broken {
        None => ExitCode::SUCCESS,
        Some(broken) => {
            println!("{broken}");
            ExitCode::FAILURE
        }
    }
}

fn many(cli: &Cli) -> ExitCode {
    let began = Instant::now();
    let (mut counts, mut failed): (BTreeMap<String, u64>, Vec<u64>) = Default::default();
    for seed in cli.from..cli.from + cli.seeds {
        let script = Script::of(seed, cli.steps);
        let played = play(&script, false);
        for (what, times) in played.counts {
            *counts.entry(what).or_default() += times;
        }
        if let Some(broken) = played.broken {
            failed.push(seed);
            println!("\nseed {seed}: {broken}");
            if !cli.no_shrink {
                let short = shrink(&script, 150);
                println!("in {} of {} steps:", short.steps.len(), script.steps.len());
                short.steps.iter().for_each(|step| println!("{step}"));
                let numbers: Vec<String> = short.numbers().iter().map(usize::to_string).collect();
                println!("cargo xtask simulate --seed {seed} --steps {} --only {}", cli.steps, numbers.join(","));
            }
        }
    }
    println!("\n{} seeds of {} steps in {:.0} s", cli.seeds, cli.steps, began.elapsed().as_secs_f64());
    for (what, times) in &counts {
        println!("{times:>9}  {what}");
    }
    println!("{} seeds broke a promise {failed:?}", failed.len());
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
