//! `cargo xtask simulate`: plays seed after seed, and says what broke, where, and in how few steps.

use clap::Parser;
use daybook_simulate::journal::Broken;
use daybook_simulate::{Figures, Script, play, shrink};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
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
    /// Damage a laptop's files, or share a laptop, after the steps of every seed, not of one in three
    #[arg(long)]
    coda: bool,
    /// From door to door in a campaign, and not in schools
    #[arg(long)]
    field: bool,
    /// Do not shrink a script that fails
    #[arg(long)]
    no_shrink: bool,
    /// Play so many seeds side by side; each is played by one thread at a time
    #[arg(long, default_value_t = 2)]
    threads: u64,
    /// Begin no further seed after so many minutes
    #[arg(long)]
    minutes: Option<f64>,
    /// Begin no further seed once one has broken a promise
    #[arg(long)]
    until_broken: bool,
    /// Write the figures into this document, between its marks
    #[arg(long)]
    report: Option<PathBuf>,
    /// Play this script, told line by line
    #[arg(long)]
    script: Option<PathBuf>,
}

impl Cli {
    fn script_of(&self, seed: u64) -> Script {
        let script = if self.field { Script::in_the_field(seed, self.steps) } else { Script::of(seed, self.steps) };
        if self.coda { script.with_coda() } else { script }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(path) = &cli.script {
        return match std::fs::read_to_string(path).map_err(serde_json::Error::io).and_then(|text| Script::from_lines(&text)) {
            Ok(script) => one(&script),
            Err(error) => {
                println!("{}: {error}", path.display());
                ExitCode::FAILURE
            }
        };
    }
    match cli.seed {
        Some(seed) => {
            let script = cli.script_of(seed);
            one(&if cli.only.is_empty() { script } else { script.only(&cli.only) })
        }
        None => many(&cli),
    }
}

fn one(script: &Script) -> ExitCode {
    let (played, seed) = (play(script, true), script.seed);
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
    let (next, broke, all) = (AtomicU64::new(cli.from), AtomicBool::new(false), Mutex::new(Figures::default()));
    std::thread::scope(|scope| {
        for _ in 0..cli.threads.max(1) {
            scope.spawn(|| {
                while !is_over(&began, &broke, cli) {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed >= cli.from + cli.seeds {
                        return;
                    }
                    let script = cli.script_of(seed);
                    let played = play(&script, false);
                    if let Some(broken) = &played.broken {
                        broke.store(true, Ordering::SeqCst);
                        tell_of(&script, broken, cli);
                    }
                    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
                    all.add(seed, &script, &played);
                    if all.seeds % 500 == 0 {
                        let seconds = began.elapsed().as_secs_f64();
                        eprintln!(
                            "{} seeds, {} broken, {seconds:.0} s, {:.2} seeds a second",
                            all.seeds,
                            all.broken.len(),
                            all.seeds as f64 / seconds
                        );
                    }
                }
            });
        }
    });
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    (all.seconds, all.threads, all.first) = (began.elapsed().as_secs_f64(), cli.threads, cli.from);
    println!("\n{all}");
    if let Some(report) = &cli.report
        && let Err(error) = all.into_document(report)
    {
        println!("the report cannot be written: {error}");
        return ExitCode::FAILURE;
    }
    if all.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_over(began: &Instant, broke: &AtomicBool, cli: &Cli) -> bool {
    let late = cli.minutes.is_some_and(|minutes| began.elapsed().as_secs_f64() > minutes * 60.0);
    late || (cli.until_broken && broke.load(Ordering::SeqCst))
}

fn tell_of(script: &Script, broken: &Broken, cli: &Cli) {
    println!("\nseed {}: {broken}", script.seed);
    if cli.no_shrink {
        return;
    }
    let short = shrink(script, 150);
    println!("in {} of {} steps; keep them in crates/simulate/scripts:\n{}", short.steps.len(), script.steps.len(), short.to_lines());
    let numbers: Vec<String> = short.numbers().iter().map(usize::to_string).collect();
    let mode = [(cli.coda, " --coda"), (cli.field, " --field")].map(|(is, said)| if is { said } else { "" }).concat();
    println!("cargo xtask simulate --seed {} --steps {} --only {}{mode}", script.seed, cli.steps, numbers.join(","));
}
