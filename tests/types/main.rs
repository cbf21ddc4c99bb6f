//! What crosses to the screens is written once, in Rust; its TypeScript is generated and kept. This fails when the two drift.
//!
//! `cargo xtask types` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use daybook_app::dto;
use daybook_form as form;
use daybook_record::draft;
use daybook_store::{self as store, map, route, view};
use daybook_sync::report;
use daybook_sync::spare;
use daybook_sync::unit::map as unit_map;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use ts_rs::{Config, TS};

/// Everything that crosses, with all that it is made of.
fn export(config: &Config) {
    macro_rules! each {
        ($($room:ident :: { $($name:ident),+ $(,)? }),+ $(,)?) => { $($(<$room::$name as TS>::export_all(config).unwrap();)+)+ };
    }
    each! {
        dto::{Status, SnoozeChoice, SignInForm, Saved, RecordRef, DefaultBatch, BackOnline, CommandError},
        dto::{OfflineWords, CodeStrength, ReleaseForm, RescueSaved, HandedIn, SettingsCard},
        dto::{FormCard, OpenDraft, DraftChange, Filled, OfferAsk, CarryPreview, EntryPage, Picture, KeptPicture},
        form::{Offer},
        dto::{AreaMap, RouteWish},
        map::{MapPoint},
        route::{Route},
        unit_map::{MapProgress},
        report::{Progress},
        spare::{Rest},
        store::{ContactRow, OwnWord},
        view::{SessionCard, SessionPage, ChildQuery, ChildPage, EntryRow, VaccineRow, BatchRow, Account, SyncLine, UnitRow},
        draft::{VaccinationDraft, AttendanceDraft, NoteDraft, ConsentDraft, BatchDraft},
        view::{DashboardLine, DashboardPage, UsageCard},
        view::{PeopleQuery, PeopleFound, HouseholdPage, IndividualPage, SimilarQuery, Similar},
        draft::{HouseholdDraft, IndividualDraft},
    }
}

/// Numbers, not `bigint`: nothing that crosses comes near the 53 bits that JSON numbers hold in a webview.
fn exported() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    export(&Config::new().with_large_int("number").with_out_dir(folder.path()));
    files(folder.path())
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(file).unwrap())).collect()
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/backend/generated")
}

#[test]
fn the_kept_typescript_is_what_the_rust_types_say() {
    let (exported, kept) = (exported(), kept());
    if std::env::var_os("DAYBOOK_WRITE_TYPES").is_some() {
        fs::create_dir_all(&kept).unwrap();
        for name in files(&kept).keys().filter(|name| !exported.contains_key(*name)) {
            fs::remove_file(kept.join(name)).unwrap();
        }
        for (name, text) in &exported {
            fs::write(kept.join(name), text).unwrap();
        }
    }
    let held = files(&kept);
    let drifted: Vec<_> = exported.keys().chain(held.keys()).filter(|name| exported.get(*name) != held.get(*name)).collect();
    assert!(drifted.is_empty(), "{drifted:?} drifted from the Rust types: cargo xtask types");
}
