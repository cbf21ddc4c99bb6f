//! What a thief finds on a laptop that was stolen while it was locked: the whole folder, read byte by byte.
//!
//! The laptop has done a day's work: a first download, records sent and records waiting. Everything that a patient or the
//! person told it is then looked for in every file, as it is written and as UTF-16, whatever the case.
#![allow(clippy::unwrap_used, clippy::expect_used, dead_code, missing_docs)]

mod desk;

use daybook_record::code::AttendanceStatus;
use daybook_store::{OpenError, Store};
use desk::{Nurse, clinic};
use std::fs;
use std::path::{Path, PathBuf};

const NOTE: &str = "Quiet today and asked for her sister";
const LATE_NOTE: &str = "Fainted after the injection, well after ten minutes";

/// Every file below, with its bytes.
fn every_file(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(every_file(&path)) } else { files.push((path.clone(), fs::read(&path).unwrap())) }
    }
    files
}

fn as_utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// True where `part` is somewhere in `whole`, whatever the case of its letters.
fn holds(whole: &[u8], part: &[u8]) -> bool {
    whole.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

/// Bits of information in a byte, 8 at most: text has about 4.5, what is well encrypted more than 7.9.
fn bits_a_byte(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    bytes.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
    let whole = bytes.len() as f64;
    counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / whole).map(|share| -share * share.log2()).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_laptop_stolen_while_locked_gives_up_nothing() {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let children = nurse.children();
    nurse.notes(children[0].id, NOTE);
    nurse.registers(&children[0], AttendanceStatus::Attending);
    nurse.syncs().await;
    nurse.notes(children[1].id, LATE_NOTE);
    let tokens = nurse.store.tokens().unwrap().unwrap();
    let mut secrets: Vec<String> = vec![NOTE.into(), LATE_NOTE.into(), desk::CODE.into(), tokens.access.clone(), tokens.refresh.clone()];
    for child in &children[..8] {
        secrets.push(format!("{} {}", child.given_name, child.family_name));
        secrets.extend([&child.given_name, &child.family_name].into_iter().filter(|name| name.len() >= 5).cloned());
        secrets.extend(child.nhs_number.clone());
    }
    assert!(secrets.iter().any(|secret| secret.starts_with("999")), "NHS numbers are among what is looked for");
    let folder = nurse.store.folder().to_owned();
    let locked = nurse.locks();

    let files = every_file(&folder);
    assert!(files.iter().any(|(path, bytes)| path.ends_with("daybook.db") && bytes.len() > 100_000), "there is something to find");
    for (path, bytes) in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        for secret in &secrets {
            let found = holds(bytes, secret.as_bytes()) || holds(bytes, &as_utf16(secret));
            assert!(!found, "{name} gives up something of {} letters", secret.len());
        }
        if name.starts_with("daybook.db") && bytes.len() > 100_000 {
            assert!(bits_a_byte(bytes) > 7.9, "{name} reads like something");
            assert!(!bytes.starts_with(b"SQLite format 3"));
        }
    }
    // The one file that reads as text names the person who works here, so that she can be greeted, and no child.
    let greeting: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("key.json")).unwrap()).unwrap();
    assert!(greeting["name"].is_string());

    // And the door itself: another code does not open it, and each try costs what was set.
    let wrong = daybook_store::OfflineCode::attempt("three blue kites");
    assert!(matches!(Store::unlock(&folder, &wrong, locked.world.as_ref()), Err(OpenError::WrongCode { .. })));
}
