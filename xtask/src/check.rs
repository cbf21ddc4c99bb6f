//! `check`, `types` and `openapi`: what a reviewer would otherwise have to look for.

use crate::place;
use crate::setup;
use crate::steps::{Steps, cargo, npm, output_of, run};
use crate::trouble;
use crate::trouble::Trouble;
use std::fs;

/// Everything that can be seen without running the app.
pub fn check() -> Result<(), Trouble> {
    let mut steps = Steps::new();
    steps.step("what this machine needs", setup::for_building)?;
    steps.step_anyway("formatting", || run(&mut cargo(["fmt", "--all", "--check"])));
    steps.step_anyway("lints", || run(&mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])));
    steps.step_anyway("screens", || run(&mut npm(["run", "check"])));
    steps.step_anyway("doors and types", || run(&mut cargo(["test", "--workspace", "--test", "doors", "--test", "types"])));
    steps.step_anyway("licences and advisories", deny);
    steps.end()
}

/// Writes `ui/src/backend/generated`.
pub fn write_types() -> Result<(), Trouble> {
    setup::for_building()?;
    run(cargo(["test", "--workspace", "--test", "types"]).env("DAYBOOK_WRITE_TYPES", "1"))
}

/// Writes `docs/openapi.json`.
pub fn write_openapi() -> Result<(), Trouble> {
    let description = output_of(&mut cargo(["run", "--quiet", "-p", "daybook-server", "--", "openapi"]))
        .ok_or_else(|| trouble!("daybook-server did not say its OpenAPI description"))?;
    let file = place::root().join("docs/openapi.json");
    fs::write(&file, description)?;
    println!("wrote docs/openapi.json");
    Ok(())
}

/// Licences, bans and sources need nothing from outside. Advisories need a database that cannot be had everywhere: then it is said, not failed.
fn deny() -> Result<(), Trouble> {
    if output_of(&mut cargo(["deny", "--version"])).is_none() {
        println!("cargo-deny is not installed, so licences and advisories were NOT looked at: cargo install cargo-deny --locked");
        return Ok(());
    }
    run(&mut cargo(["deny", "--all-features", "check", "licenses", "bans", "sources"]))?;
    if run(&mut cargo(["deny", "fetch", "db"])).is_err() {
        println!("the advisory database could not be fetched, so advisories were NOT looked at");
        return Ok(());
    }
    run(&mut cargo(["deny", "--all-features", "check", "advisories"]))
}
