//! What this machine lacks: found by looking, not by a build that fails after six minutes.

use crate::engines;
use crate::place::{self, Stamp};
use crate::steps::{cargo, npm, output_of, run};
use crate::trouble;
use crate::trouble::Trouble;
use std::path::Path;
use std::process::{Command, Stdio};

/// The oldest Node that Vite works with.
const NODE: (u32, u32) = (20, 19);

/// How one sees that a Debian package, or what it brings, is there.
pub(crate) enum SeenBy {
    Program(&'static str),
    Library(&'static str),
    Folder(&'static str),
}

/// The packages of a Debian machine that builds the app …
const TO_BUILD: &[(&str, SeenBy)] = &[
    ("build-essential", SeenBy::Program("cc")),
    ("pkg-config", SeenBy::Program("pkg-config")),
    ("libwebkit2gtk-4.1-dev", SeenBy::Library("webkit2gtk-4.1")),
    ("librsvg2-dev", SeenBy::Library("librsvg-2.0")),
    ("libssl-dev", SeenBy::Library("openssl")),
    ("nodejs", SeenBy::Program("node")),
    ("npm", SeenBy::Program("npm")),
    ("fonts-liberation", SeenBy::Folder("/usr/share/fonts/truetype/liberation")),
];

/// … and of one that drives it in its real webview.
const TO_DRIVE: &[(&str, SeenBy)] = &[
    ("xvfb", SeenBy::Program("Xvfb")),
    ("dbus-daemon", SeenBy::Program("dbus-daemon")),
    ("webkit2gtk-driver", SeenBy::Program("WebKitWebDriver")),
];

/// All of it: for building, for the engines that tests ask, and for driving.
pub fn everything() -> Result<(), Trouble> {
    for_building()?;
    provider_installed()?;
    engines::installed()?;
    for_driving()
}

/// What it takes to build and to open the app.
pub fn for_building() -> Result<(), Trouble> {
    packages(TO_BUILD)?;
    node()?;
    screens_installed()?;
    screens_built()
}

/// What it takes to drive the app where nobody looks on.
pub fn for_driving() -> Result<(), Trouble> {
    packages(TO_DRIVE)?;
    driver()
}

/// `npm ci`, where the lock file is not the one that was installed last.
pub fn screens_installed() -> Result<(), Trouble> {
    let stamp = Stamp::over("npm-ci", &[place::ui().join("package-lock.json")])?;
    if stamp.is_fresh() && place::ui().join("node_modules").is_dir() {
        return Ok(());
    }
    run(&mut npm(["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// `npm ci` for the OpenID provider that the service's tests sign in through.
fn provider_installed() -> Result<(), Trouble> {
    let folder = place::root().join("crates/server/tests/oidc");
    let stamp = Stamp::over("npm-ci-oidc", &[folder.join("package-lock.json")])?;
    if stamp.is_fresh() && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    run(npm(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    stamp.set()
}

/// `npm run build`, where the sources are not those of the last build.
fn screens_built() -> Result<(), Trouble> {
    let sources = ["src", "public", "index.html", "package-lock.json", "package.json", "tsconfig.json", "vite.config.ts"];
    let stamp = Stamp::over("ui-build", &sources.map(|source| place::ui().join(source)))?;
    if stamp.is_fresh() && place::ui().join("dist/index.html").is_file() {
        return Ok(());
    }
    run(&mut npm(["run", "build"]))?;
    stamp.set()
}

pub(crate) fn packages(needed: &[(&str, SeenBy)]) -> Result<(), Trouble> {
    if !cfg!(target_os = "linux") {
        println!("not Linux: what Tauri needs on this system is up to you");
        return Ok(());
    }
    let missing: Vec<&str> = needed.iter().filter(|(_, seen)| !seen.is_there()).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !in_path("apt-get") {
        return Err(trouble!(
            "This machine lacks what Debian calls: {list}\nInstall your system's packages of that kind, then type the command again."
        ));
    }
    if output_of(Command::new("id").arg("-u")).is_none_or(|id| id.trim() != "0") {
        return Err(trouble!(
            "This machine lacks some packages. Install them, then type the command again:\n\n    sudo apt-get update && sudo apt-get install --yes {list}\n"
        ));
    }
    println!("installing {list}");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(["--quiet", "--yes"]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
        command
    };
    run(&mut apt(&["update"]))?;
    run(apt(&["install", "--no-install-recommends"]).args(&missing))?;
    match needed.iter().find(|(_, seen)| !seen.is_there()) {
        Some((package, _)) => Err(trouble!("{package} was installed, but what it should bring is not there")),
        None => Ok(()),
    }
}

impl SeenBy {
    fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => in_path(name),
            Self::Library(name) => output_of(Command::new("pkg-config").args(["--exists", name])).is_some(),
            Self::Folder(path) => Path::new(path).is_dir(),
        }
    }
}

fn in_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

fn node() -> Result<(), Trouble> {
    let said = output_of(Command::new("node").arg("--version")).unwrap_or_default();
    let mut parts = said.trim().trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    match (parts.next(), parts.next()) {
        (Some(major), Some(minor)) if (major, minor) >= NODE => Ok(()),
        _ => Err(trouble!(
            "Daybook's screens are built with Node {}.{} or newer, and `node --version` says {:?}. Debian 13 brings one; for older systems see nodejs.org.",
            NODE.0,
            NODE.1,
            said.trim()
        )),
    }
}

/// tauri-driver stands between the test and WebKitWebDriver. The registry also lists an alpha of 3, so: 2.
fn driver() -> Result<(), Trouble> {
    if place::tool("tauri-driver").is_file() {
        return Ok(());
    }
    let tools = place::target().join("tools");
    run(cargo(["install", "tauri-driver", "--version", "^2", "--locked", "--root"]).arg(tools))
}
