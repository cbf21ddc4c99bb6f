//! The engines behind maps and routes that tests and the demo ask: tilemaker, martin, OSRM.
//!
//! Debian has the first. Martin is built once, which takes some minutes; OSRM comes as a Python wheel that is unpacked and
//! never imported. Each is installed for this checkout alone, in the pinned version that the tests were written against.

use crate::place::{self, Stamp};
use crate::setup::{SeenBy, packages};
use crate::steps::{cargo, run};
use crate::trouble;
use crate::trouble::Trouble;
use std::fs;
use std::path::Path;
use std::process::Command;

const MARTIN: &str = "1.14.0";
const OSRM: &str = "26.10.0";
const WHEEL: &str = "manylinux_2_28_x86_64";

/// What Debian has: what packs and draws tiles, and what fetches a wheel.
const PACKAGES: &[(&str, SeenBy)] = &[
    ("tilemaker", SeenBy::Program("tilemaker")),
    ("osmium-tool", SeenBy::Program("osmium")),
    ("python3", SeenBy::Program("python3")),
    ("python3-pip", SeenBy::Program("pip3")),
];

/// All three.
pub fn installed() -> Result<(), Trouble> {
    packages(PACKAGES)?;
    martin()?;
    osrm()
}

fn martin() -> Result<(), Trouble> {
    let tools = place::target().join("tools");
    let stamp = Stamp::of("martin", &format!("{MARTIN} without optimisation"));
    if stamp.is_fresh() && place::tool("martin").is_file() {
        return Ok(());
    }
    println!("building the tile server, once: some minutes");
    let features = ["--no-default-features", "--features", "mbtiles"];
    let mut install = cargo(["install", "martin", "--bin", "martin", "--version", MARTIN, "--locked", "--force", "--debug"]);
    // For a village's few tiles optimising it would take longer than it ever saves: two thirds of the time to build it.
    install.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    run(install.args(features).arg("--root").arg(tools))?;
    stamp.set()
}

fn osrm() -> Result<(), Trouble> {
    let folder = place::target().join("tools/osrm");
    let stamp = Stamp::of("osrm", OSRM);
    if stamp.is_fresh() && folder.join("osrm/bin/osrm-routed").is_file() {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut pip = Command::new("pip3");
    pip.args(["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--python-version", "3.12"]);
    pip.args(["--implementation", "cp", "--platform", WHEEL, "--dest"]).arg(&folder).arg(format!("osrm-bindings=={OSRM}"));
    run(&mut pip)?;
    let wheel = wheel_in(&folder)?;
    run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&folder))?;
    fs::remove_file(wheel)?;
    // A wheel forgets who may run what.
    for program in fs::read_dir(folder.join("osrm/bin"))? {
        may_run(&program?.path())?;
    }
    stamp.set()
}

fn wheel_in(folder: &Path) -> Result<std::path::PathBuf, Trouble> {
    let mut inside = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path());
    inside
        .find(|path| path.extension().is_some_and(|end| end == "whl"))
        .ok_or_else(|| trouble!("pip left no wheel in {}", folder.display()))
}

#[cfg(unix)]
fn may_run(program: &Path) -> Result<(), Trouble> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(program, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn may_run(_: &Path) -> Result<(), Trouble> {
    Ok(())
}
