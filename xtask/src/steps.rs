//! Steps: each is said before it starts and timed when it ends, so that a log shows where the minutes went.

use crate::place;
use crate::trouble;
use crate::trouble::Trouble;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The steps of one command so far.
pub struct Steps {
    started: Instant,
    done: Vec<(String, Duration, bool)>,
}

impl Steps {
    /// None yet.
    pub fn new() -> Self {
        Self { started: Instant::now(), done: Vec::new() }
    }

    /// Does a step. A failure is kept for the end, and handed back.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<(), Trouble>) -> Result<(), Trouble> {
        println!("\n── {name}");
        let started = Instant::now();
        let result = work();
        let took = started.elapsed();
        println!("── {name}: {} after {}", if result.is_ok() { "done" } else { "FAILED" }, seconds(took));
        self.done.push((name.to_owned(), took, result.is_ok()));
        result
    }

    /// Does a step whose failure does not stop the steps after it; [`Steps::end`] tells it.
    pub fn step_anyway(&mut self, name: &str, work: impl FnOnce() -> Result<(), Trouble>) {
        if let Err(trouble) = self.step(name, work) {
            eprintln!("{trouble}");
        }
    }

    /// Says how long each took, and fails where one of them did.
    pub fn end(self) -> Result<(), Trouble> {
        println!();
        for (name, took, ok) in &self.done {
            println!("{:>9}  {} {name}", seconds(*took), if *ok { "ok    " } else { "FAILED" });
        }
        println!("{:>9}  in all", seconds(self.started.elapsed()));
        let failed = self.done.iter().filter(|(_, _, ok)| !ok).count();
        match failed {
            0 => Ok(()),
            _ => Err(trouble!("{failed} of {} steps failed", self.done.len())),
        }
    }
}

fn seconds(took: Duration) -> String {
    match took.as_secs() {
        whole @ 100.. => format!("{}m {:02}s", whole / 60, whole % 60),
        _ => format!("{:.1}s", took.as_secs_f32()),
    }
}

/// Runs a command to its end; its output is the reader's.
pub fn run(command: &mut Command) -> Result<(), Trouble> {
    run_as(&said(command), command)
}

/// The same, for a command that is not said as it is typed.
pub fn run_as(said: &str, command: &mut Command) -> Result<(), Trouble> {
    println!("$ {said}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(trouble!("`{said}` ended with {status}")),
        Err(error) => Err(trouble!("`{said}` did not start: {error}")),
    }
}

/// Runs a command and gives what it printed, or nothing where it failed.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// Cargo, at the top of the checkout: the one that runs us.
pub fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(place::root());
    command
}

/// npm, among the screens.
pub fn npm<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(place::ui());
    command
}

/// As a person would type it.
pub fn said(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
    command.get_args().fold(program.into_owned(), |said, argument| format!("{said} {}", argument.to_string_lossy()))
}
