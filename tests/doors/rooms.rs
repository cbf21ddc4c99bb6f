//! Rust: read from `cargo metadata`, so that what is looked at is what cargo builds.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Room by room: which other rooms it may use.
const DOORS: &[(&str, &[&str])] = &[
    ("daybook-record", &[]),
    ("daybook-form", &[]),
    ("daybook-seal", &["daybook-record"]),
    ("daybook-wire", &["daybook-record"]),
    ("daybook-store", &["daybook-record", "daybook-seal"]),
    ("daybook-sync", &["daybook-record", "daybook-seal", "daybook-wire", "daybook-store"]),
    ("daybook-server", &["daybook-record", "daybook-form", "daybook-seal", "daybook-wire"]),
    ("daybook-testkit", &["daybook-record", "daybook-seal", "daybook-wire", "daybook-store", "daybook-sync", "daybook-server"]),
    (
        "daybook-simulate",
        &["daybook-record", "daybook-form", "daybook-seal", "daybook-wire", "daybook-store", "daybook-sync", "daybook-server"],
    ),
    ("daybook", &["daybook-record", "daybook-form", "daybook-seal", "daybook-store", "daybook-sync"]),
    ("xtask", &[]),
];

/// What comes from outside and belongs to some rooms alone.
const KEYS: &[(&str, &[&str])] = &[
    ("tauri", &["daybook"]),
    ("tauri-build", &["daybook"]),
    // One form for everything that only the service can open.
    ("age", &["daybook-seal"]),
    ("axum", &["daybook-server", "daybook-testkit", "daybook-simulate"]),
    ("rusqlite", &["daybook-store", "daybook-server", "daybook-testkit"]),
    // The app asks nobody but the engine; its own key is for the demo's switch. The service asks OpenID providers.
    ("reqwest", &["daybook-sync", "daybook-server", "daybook-testkit", "daybook"]),
];

/// The rooms, each with its folder and what it uses: by name, without what only its tests use.
fn rooms() -> BTreeMap<String, (PathBuf, BTreeSet<String>)> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata speaks JSON");
    let room = |package: &Value| {
        let uses = package["dependencies"].as_array().unwrap().iter().filter(|dependency| dependency["kind"] != "dev");
        let uses = uses.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect();
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned();
        (package["name"].as_str().unwrap().to_owned(), (folder, uses))
    };
    metadata["packages"].as_array().unwrap().iter().map(room).collect()
}

#[test]
fn every_room_uses_only_the_rooms_it_may() {
    let rooms = rooms();
    for (room, (_, uses)) in &rooms {
        let (_, may) = DOORS.iter().find(|(name, _)| name == room).unwrap_or_else(|| panic!("{room} is not in the table of doors"));
        let opened: Vec<_> = uses.iter().filter(|used| rooms.contains_key(*used) && !may.contains(&used.as_str())).collect();
        assert!(opened.is_empty(), "{room} may not use {opened:?}");
    }
}

#[test]
fn what_comes_from_outside_stays_in_its_rooms() {
    for (room, (_, uses)) in rooms() {
        for (key, holders) in KEYS {
            assert!(!uses.contains(*key) || holders.contains(&room.as_str()), "{room} may not use {key}: it belongs to {holders:?}");
        }
    }
}

#[test]
fn the_testkit_is_used_from_tests_folders_only() {
    for (room, (folder, uses)) in rooms().into_iter().filter(|(room, _)| room != "daybook-testkit") {
        assert!(!uses.contains("daybook-testkit"), "{room} may use the testkit in its tests alone");
        let sources = if room == "daybook" { folder.join("src-tauri/src") } else { folder.join("src") };
        for file in super::screens::files_under(&sources, &["rs"]) {
            assert!(!fs::read_to_string(&file).unwrap().contains("daybook_testkit"), "{} sees two copies of its types", file.display());
        }
    }
}

#[test]
fn sql_is_said_by_the_store_and_the_service_alone() {
    for (room, (folder, _)) in
        rooms().into_iter().filter(|(room, _)| !matches!(room.as_str(), "daybook" | "daybook-store" | "daybook-server"))
    {
        let said = super::screens::files_under(&folder, &["sql"]);
        assert!(said.is_empty(), "{room} says SQL: {said:?}");
    }
}
