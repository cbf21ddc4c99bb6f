//! Every decoder against its samples, against everything that was ever found to break one, and against both with a few
//! bytes changed: on the stable compiler and in seconds, what `cargo xtask fuzz` does on nightly and for hours.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../../../fuzz/src/lib.rs"]
mod decoders;

use daybook_record::World as _;
use daybook_testkit::TestWorld;
use std::fs;
use std::path::{Path, PathBuf};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(found) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = found.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// What a sample becomes when a few of its bytes are changed, left out, doubled, or cut off.
fn spoilt(sample: &[u8], world: &TestWorld) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    let dice = |most: usize| {
        let mut four = [0; 4];
        world.random(&mut four);
        u32::from_le_bytes(four) as usize % most.max(1)
    };
    for _ in 0..1 + dice(4) {
        let at = dice(bytes.len());
        match dice(5) {
            0 => bytes.truncate(at),
            1 if !bytes.is_empty() => drop(bytes.remove(at)),
            2 if !bytes.is_empty() => bytes[at] = b"\"{}[],:0-9e\\\n\r;\x00\xff\xef"[dice(17)],
            3 if !bytes.is_empty() => bytes[at] ^= 1 << dice(8),
            _ => {
                let piece = bytes[at..(at + dice(40)).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

#[test]
fn what_was_found_to_break_a_decoder_breaks_it_no_more() {
    for (target, decode, samples) in decoders::TARGETS {
        let samples = files(&top().join(samples));
        assert!(!samples.is_empty(), "{target} has no samples");
        for (path, bytes) in samples.into_iter().chain(files(&top().join("fuzz/regressions").join(target))) {
            println!("{target}: {}", path.display());
            decode(&bytes);
        }
    }
}

#[test]
fn no_decoder_panics_on_a_sample_that_was_spoilt() {
    for (target, decode, samples) in decoders::TARGETS {
        for (path, sample) in files(&top().join(samples)) {
            let world = TestWorld::seeded(path.as_os_str().len() as u64);
            for _ in 0..100 {
                let bytes = spoilt(&sample, &world);
                let kept = std::panic::catch_unwind(|| decode(&bytes));
                assert!(kept.is_ok(), "{target} breaks on {:?}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}

#[test]
fn every_target_has_a_door_for_the_fuzzer() {
    for (target, ..) in decoders::TARGETS {
        let door = fs::read_to_string(top().join("fuzz/fuzz_targets").join(format!("{target}.rs"))).unwrap();
        assert!(door.contains(&format!("try_on(\"{target}\"")));
        decoders::try_on(target, b"");
    }
}

/// Samples that only keys can make. `DAYBOOK_GOLDEN=write` writes those that are missing, and only those.
#[test]
fn the_samples_are_such_that_decoders_understand_them() {
    use daybook_record::{DeviceId, UserId};
    use daybook_seal::{About, DeviceKey, Limits, RecoveryIdentity, Why, read, seal, tried, write};
    let world = TestWorld::seeded(3);
    let ours = RecoveryIdentity::parse(decoders::SECRET).unwrap();
    let device = DeviceKey::from_secret(&[3; 32]);
    let about = About::new("R1A", DeviceId(world.mint()), UserId(world.mint()), "0.1.0", world.now(), Why::Rescue);
    let change = fs::read(top().join("crates/wire/tests/golden/change.json")).unwrap();
    let line: serde_json::Value = serde_json::from_slice(&change).unwrap();
    let parcel = || write(Vec::new(), &ours.key(), &about, format!("{line}\n").as_bytes(), Some(&device), &[]).unwrap();
    let folder = top().join("fuzz/samples/parcel");
    let sample = |name: &str, make: &dyn Fn() -> Vec<u8>| {
        let path = folder.join(name);
        if !path.exists() && std::env::var("DAYBOOK_GOLDEN").is_ok_and(|what| what == "write") {
            fs::write(&path, make()).unwrap();
        }
        fs::read(&path).unwrap()
    };
    let sealed = sample("sealed", &parcel);
    let opened = read(sealed.as_slice(), &ours, Limits::default(), &mut |_, _| Ok(())).ok().unwrap();
    assert!(opened.is_signed_by(&device.public()) && opened.about.changes == 1);
    let tar = sample("tar", &|| daybook_seal::open(&ours, &parcel(), 1 << 20).unwrap().to_vec());
    assert!(tried::unpack(tar.as_slice(), Limits::default()).is_ok());
    let key = sample("key", &|| seal(&ours.key(), &[9; 32]).unwrap());
    assert_eq!(daybook_seal::open(&ours, &key, 32).unwrap().as_slice(), [9; 32]);
}

#[test]
fn the_samples_of_forms_are_forms() {
    use daybook_form::import::{Ask, pages, xlsform};
    use daybook_form::{Definition, Limits};
    let first_line = |bytes: Vec<u8>| bytes.split(|byte| *byte == b'\n').next().unwrap().to_vec();
    for (path, bytes) in files(&top().join("fuzz/samples/form")) {
        assert!(Definition::parse(&first_line(bytes), &Limits::default()).is_ok(), "{}", path.display());
    }
    let ask =
        || Ask { id: "a".to_owned(), version: "1".to_owned(), language: "en".to_owned(), leave_out: false, limits: Limits::default() };
    for (path, bytes) in files(&top().join("fuzz/samples/pages")) {
        let made = pages(&first_line(bytes), &[], &ask());
        assert!(made.is_ok_and(|made| made.definition.fields.len() >= 3), "{}", path.display());
    }
    let rows = fs::read_to_string(top().join("fuzz/samples/xlsform/rows")).unwrap();
    let made = xlsform(&decoders::workbook_around(&rows), &ask());
    assert_eq!(made.map(|made| made.definition.fields.len()).map_err(|error| error.to_string()), Ok(7));
}
