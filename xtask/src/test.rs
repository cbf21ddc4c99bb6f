//! `test` and `e2e`.
//!
//! Everything that cargo builds here is built with `--workspace`, so that all of it is one set of features and nothing
//! (least of all Tauri, which takes minutes) is built twice.

use crate::daemon::bound_to_us;
use crate::place;
use crate::setup;
use crate::stage::Stage;
use crate::steps::{Steps, cargo, npm, run, run_as, said};
use crate::trouble::Trouble;
use std::path::Path;

/// Every test there is.
pub fn everything() -> Result<(), Trouble> {
    let mut steps = Steps::new();
    steps.step("what this machine needs", setup::everything)?;
    steps.step_anyway("Rust", || run(&mut cargo(["test", "--workspace", "--no-fail-fast"])));
    steps.step_anyway("screens", || run(&mut npm(["test"])));
    steps.step_anyway("the app in its real webview", || e2e(None, &place::target().join("e2e")));
    steps.end()
}

/// Only the scenarios in the real webview.
pub fn e2e_only(filter: Option<&str>) -> Result<(), Trouble> {
    let mut steps = Steps::new();
    steps.step("what this machine needs", setup::everything)?;
    steps.step_anyway("the app in its real webview", || e2e(filter, &place::target().join("e2e")));
    steps.end()
}

/// Plays scenarios on a stage of their own; pictures and accounts go to the folder.
pub fn e2e(filter: Option<&str>, pictures: &Path) -> Result<(), Trouble> {
    let stage = Stage::put_up()?;
    let cargo = cargo(["test", "--workspace", "--test", "e2e", "--"]);
    let mut bound = bound_to_us(cargo.get_program());
    bound.args(cargo.get_args()).args(filter).current_dir(place::root());
    bound.env("DAYBOOK_E2E_DRIVER", place::tool("tauri-driver")).env("DAYBOOK_E2E_PICTURES", pictures);
    run_as(&said(&cargo), stage.on(&mut bound))
}
