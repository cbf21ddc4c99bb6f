//! A disk that is full: a real one where this machine lets us mount one, told in words, with a reserve for the last records.

use crate::laptop::{CODE, Laptop, Stopped, code, nurse};
use daybook_record::draft::Entry;
use daybook_record::kind::Note;
use daybook_record::{ChangeId, Facts, Kind, Made, RecordId, World};
use daybook_store::{Hardness, Store, StoreError, free_bytes};
use std::path::Path;
use std::process::Command;

/// A small disk of its own; unmounted when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where mounting is not for us: then the other tests of a full disk must do.
    fn of_mebibytes(size: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={size}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(self.0.path()).status().ok();
    }
}

fn saves_a_note(store: &Store, world: &Stopped) -> Result<(), StoreError> {
    let note = Note { child: RecordId(world.mint()), text: "calm ".repeat(150), at: world.now(), recorded_by: None };
    let entry = Entry { kind: Kind::Note, record: RecordId(world.mint()), facts: Facts::of(&note) };
    store.record(&entry, ChangeId(world.mint()), Made::now(world, None)).map(|_| ())
}

#[test]
fn the_reserve_lets_the_last_records_of_a_day_be_saved_on_a_full_disk() {
    let Some(disk) = SmallDisk::of_mebibytes(96) else { return eprintln!("not allowed to mount a disk here") };
    let world = Stopped::at_nine();
    let store = Store::create(disk.path(), &code(CODE), &nurse(), Hardness::for_tests(), &world).unwrap();
    assert!(store.keep_reserve().unwrap());
    let free = free_bytes(disk.path()).unwrap();
    assert!((64 << 20..96 << 20).contains(&free), "{free}");
    let fill = disk.path().join("photographs");
    std::fs::write(&fill, vec![1; free as usize]).unwrap();
    for number in 0..200 {
        saves_a_note(&store, &world).unwrap_or_else(|error| panic!("record {number}: {error}"));
    }
    assert!(!store.folder().join("reserve").exists(), "it was given up");
    assert!(!store.keep_reserve().unwrap(), "and not made again while there is no room");
    let mut saved = 200;
    let refused = loop {
        match saves_a_note(&store, &world) {
            Ok(()) => saved += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
    assert_eq!(store.unsent().unwrap().changes, saved, "what was said to be saved is there");
    std::fs::remove_file(fill).unwrap();
    saves_a_note(&store, &world).unwrap();
    assert!(store.keep_reserve().unwrap(), "with room it is laid aside again");
}

#[test]
fn the_reserve_is_laid_aside_once_and_takes_room_for_real() {
    let laptop = Laptop::new();
    assert!(laptop.store.keep_reserve().unwrap() && laptop.store.keep_reserve().unwrap());
    assert_eq!(std::fs::metadata(laptop.folder().join("reserve")).unwrap().len(), 8 << 20);
    assert!(free_bytes(&laptop.folder()).unwrap() > 0);
}
