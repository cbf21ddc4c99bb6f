//! `fuzz`: libFuzzer on every decoder, one after the other. What is tried stands in `fuzz/src`; what was ever found lies in
//! `fuzz/regressions` and is tried by an ordinary test too.
//!
//! It is the one command that wants the nightly compiler: `rustup toolchain install nightly`.

use crate::place;
use crate::steps::{cargo, output_of, run};
use crate::trouble;
use crate::trouble::Trouble;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is tried, and for how long.
#[derive(clap::Args)]
pub struct Fuzz {
    /// One target alone
    target: Option<String>,
    /// Minutes for each
    #[arg(long, default_value_t = 10)]
    minutes: u64,
}

/// What became of one target.
struct Tried {
    target: String,
    runs: u64,
    edges: String,
    corpus: usize,
    found: usize,
}

impl Fuzz {
    /// Builds them, and tries one after the other.
    pub fn run(&self) -> Result<(), Trouble> {
        let targets = targets()?;
        let wanted: Vec<String> = targets.iter().filter(|name| self.target.as_ref().is_none_or(|only| only == *name)).cloned().collect();
        if wanted.is_empty() {
            return Err(trouble!("there is no such target; there are: {}", targets.join(", ")));
        }
        fuzzer()?;
        let mut tried = Vec::new();
        for target in wanted {
            tried.push(self.try_one(&target)?);
            fs::write(logs().join("report.md"), report(&tried, self.minutes))?;
        }
        println!("\n{}", report(&tried, self.minutes));
        match tried.iter().map(|tried| tried.found).sum::<usize>() {
            0 => Ok(()),
            found => Err(trouble!("{found} inputs break a decoder: see fuzz/artifacts. Mend it, and keep them in fuzz/regressions.")),
        }
    }

    fn try_one(&self, target: &str) -> Result<Tried, Trouble> {
        let (fuzz, log) = (place::root().join("fuzz"), logs().join(format!("{target}.log")));
        let corpus = fuzz.join("corpus").join(target);
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(logs())?;
        println!("── {target}, {} minutes (log: {})", self.minutes, log.display());
        let samples = [samples(target), fuzz.join("regressions").join(target)].into_iter().filter(|folder| folder.is_dir());
        // No sanitizer: nothing of ours is unsafe, and panics are what is looked for.
        let ended = on_nightly()
            .args(["run", "--sanitizer", "none", target])
            .arg(&corpus)
            .args(samples)
            .args(["--", "-print_final_stats=1", "-timeout=20", "-rss_limit_mb=2048", "-max_len=16384"])
            .arg(format!("-max_total_time={}", self.minutes * 60))
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log)?)
            .status()?;
        let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        let found = fs::read_dir(fuzz.join("artifacts").join(target)).map_or(0, Iterator::count);
        if !ended.success() && found == 0 {
            return Err(trouble!("{target} did not run: see {}", log.display()));
        }
        let stat = |name: &str| said.lines().rev().find_map(|line| line.strip_prefix(name)?.trim().parse().ok()).unwrap_or(0);
        let edges = said.lines().rev().find_map(|line| Some(line.split_once(" cov: ")?.1.split(' ').next()?.to_owned()));
        let corpus = fs::read_dir(corpus)?.count();
        Ok(Tried {
            target: target.to_owned(),
            runs: stat("stat::number_of_executed_units:"),
            edges: edges.unwrap_or_default(),
            corpus,
            found,
        })
    }
}

fn report(tried: &[Tried], minutes: u64) -> String {
    let mut report = format!(
        "| target | inputs tried in {minutes} minutes | edges reached | kept in the corpus | broke it |\n|---|---:|---:|---:|---:|\n"
    );
    for Tried { target, runs, edges, corpus, found } in tried {
        report.push_str(&format!("| {target} | {runs} | {edges} | {corpus} | {found} |\n"));
    }
    report
}

fn targets() -> Result<Vec<String>, Trouble> {
    let mut targets = Vec::new();
    for entry in fs::read_dir(place::root().join("fuzz/fuzz_targets"))? {
        targets.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

/// The wire's samples are its golden files.
fn samples(target: &str) -> PathBuf {
    let golden = Path::new("crates/wire/tests/golden");
    let own = Path::new("fuzz/samples").join(target);
    place::root().join(if target == "wire" { golden } else { &own })
}

fn logs() -> PathBuf {
    place::target().join("fuzz-logs")
}

/// cargo-fuzz, with the nightly compiler and its own folder to build in.
fn on_nightly() -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly"]).arg(place::tool("cargo-fuzz")).arg("fuzz").current_dir(place::root().join("fuzz"));
    command.env("CARGO_TARGET_DIR", place::target().join("fuzz")).env("FUZZ_DIR", place::root().join("fuzz"));
    // What the stable cargo that runs us has set would lead the other one astray.
    for name in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN", "RUSTDOC"] {
        command.env_remove(name);
    }
    command
}

/// The nightly compiler must be there; cargo-fuzz is fetched where it is not.
fn fuzzer() -> Result<(), Trouble> {
    if output_of(Command::new("rustup").args(["run", "nightly", "rustc", "--version"])).is_none() {
        return Err(trouble!("fuzzing wants the nightly compiler. Type: rustup toolchain install nightly --profile minimal"));
    }
    if place::tool("cargo-fuzz").is_file() {
        return Ok(());
    }
    run(cargo(["install", "cargo-fuzz", "--version", "^0.13", "--locked", "--root"]).arg(place::target().join("tools")))
}
