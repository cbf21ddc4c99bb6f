//! Every command a person types. `cargo xtask` alone lists them.
//!
//! Small on purpose: it depends on nothing that needs the app's system packages, because it is what looks for them.
//! What is deliberately not here: the work itself. Each command prepares the machine, calls cargo, npm or a test, and says how long it took.

mod bench;
mod check;
mod daemon;
mod demo;
mod engines;
mod fuzz;
mod kill;
mod link;
mod place;
mod setup;
mod simulate;
mod stage;
mod steps;
mod test;
mod trouble;
mod ui;

use clap::{CommandFactory as _, Parser, Subcommand};
use std::process::ExitCode;
use trouble::Trouble;

/// Daybook: what you can do with this checkout.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// See the journey: opens the app on a service with demo data (without a display: drives it and leaves pictures)
    Demo(demo::Demo),
    /// Run every test: Rust, screens, and the app in its real webview
    Test,
    /// Look the sources over: formatting, lints, types, doors between rooms, licences
    Check,
    /// Drive the app in its real webview, all scenarios or those whose name contains FILTER
    E2e {
        /// Part of a scenario's name
        filter: Option<String>,
    },
    /// Open the screens in a browser, with invented data and no Rust
    Ui,
    /// Measure: tap to saved, first download, push, and the bytes of each
    Bench,
    /// Play devices, service and a bad link in one process, by seed, and see that nothing recorded is lost
    Simulate(simulate::Simulate),
    /// Try to break every decoder, or one TARGET, for some minutes each (nightly compiler)
    Fuzz(fuzz::Fuzz),
    /// Kill the real service and a real laptop at random moments, and see that nothing is lost
    Kill(kill::Kill),
    /// Play a first download and a day's changes over a bad school Wi-Fi, and tell what was carried
    Link,
    /// Write the TypeScript of everything that crosses to the screens
    Types,
    /// Write the service's OpenAPI description
    Openapi,
    /// Look for what this machine lacks and install it (the others do this by themselves)
    Setup,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("\n{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<Command>) -> Result<(), Trouble> {
    match command {
        None => Ok(Cli::command().print_help()?),
        Some(Command::Demo(demo)) => demo.run(),
        Some(Command::Test) => test::everything(),
        Some(Command::Check) => check::check(),
        Some(Command::E2e { filter }) => test::e2e_only(filter.as_deref()),
        Some(Command::Ui) => ui::serve(),
        Some(Command::Bench) => bench::bench(),
        Some(Command::Simulate(simulate)) => simulate.run(),
        Some(Command::Fuzz(fuzz)) => fuzz.run(),
        Some(Command::Kill(kill)) => kill.run(),
        Some(Command::Link) => link::link(),
        Some(Command::Types) => check::write_types(),
        Some(Command::Openapi) => check::write_openapi(),
        Some(Command::Setup) => setup::everything(),
    }
}
