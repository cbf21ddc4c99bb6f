//! A laptop that dies at any moment: a child process records as fast as it can and is killed without warning, again and
//! again. What it acknowledged is there once, whole, and record and outbox agree.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "store/laptop.rs"]
#[allow(dead_code, reason = "each test file needs its own part of it")]
mod laptop;

use daybook_record::{Change, ChangeId, Facts, Kind, Outcome, Receipt, RecordId, Scope, SyncId, Verb, World};
use daybook_store::view::SyncEnd;
use daybook_store::{Hardness, Page, Store};
use laptop::{CODE, SCHOOL, Stopped, card, child, code, nurse, page};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use uuid::Uuid;

const FOLDER: &str = "DAYBOOK_CRASH_FOLDER";
const ROUND: &str = "DAYBOOK_CRASH_ROUND";

#[test]
fn nothing_acknowledged_is_lost_or_doubled_when_the_power_goes() {
    let (root, world) = (tempfile::tempdir().unwrap(), Stopped::at_nine());
    let store = Store::create(root.path(), &code(CODE), &nurse(), Hardness::for_tests(), &world).unwrap();
    store.assign(&[card(Scope::School(SCHOOL.to_owned()), "School")], world.now()).unwrap();
    let folder = store.folder().to_owned();
    drop(store);
    let mut acknowledged = BTreeSet::new();
    for round in 0..8 {
        // Different moments each round, the same in every run.
        acknowledged.extend(record_until_killed(&folder, round, Duration::from_millis(30 + 37 * round % 190)));
        look_through(&folder, &acknowledged, SyncId(Uuid::from_u128(u128::MAX - u128::from(round))));
    }
    assert!(acknowledged.len() > 50, "the recorder hardly recorded: {}", acknowledged.len());
}

/// Starts the recorder, lets it work for a while after its first word, kills it; gives what it said was saved.
fn record_until_killed(folder: &Path, round: u64, alive: Duration) -> Vec<ChangeId> {
    let mut recorder = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_recorder", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(recorder.stdout.take().unwrap()).lines();
    let first = lines.by_ref().map_while(Result::ok).find(|line| line.starts_with("saved "));
    std::thread::sleep(alive);
    recorder.kill().unwrap();
    recorder.wait().unwrap();
    let said = first.into_iter().chain(lines.map_while(Result::ok));
    said.filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).collect()
}

fn look_through(folder: &Path, acknowledged: &BTreeSet<ChangeId>, sync: SyncId) {
    let world = Stopped::at_nine();
    let store = Store::unlock(folder, &code(CODE), &world).unwrap();
    store.close_interrupted(world.now()).unwrap();
    let settled: BTreeSet<ChangeId> = store.receipted().unwrap().into_iter().collect();
    store.begin_sync(sync, world.now()).unwrap();
    let unsent: Vec<Change> = store.frozen(sync, 0, u32::MAX, u64::MAX).unwrap().into_iter().map(|queued| queued.change).collect();
    store.close_interrupted(world.now()).unwrap();
    for change in acknowledged {
        let times = unsent.iter().filter(|kept| kept.id == *change).count() + usize::from(settled.contains(change));
        assert_eq!(times, 1, "{change}");
    }
    let mut records: BTreeMap<RecordId, Vec<&Change>> = BTreeMap::new();
    for change in unsent.iter().filter(|change| change.kind == Kind::Note) {
        records.entry(change.record).or_default().push(change);
    }
    for (record, changes) in records {
        if changes[0].verb != Verb::Create {
            continue; // its beginning holds a receipt already
        }
        let told = changes.iter().fold(Facts::default(), |facts, change| facts.with(&change.facts));
        let shown: Facts = store.typed(Kind::Note, record).unwrap().unwrap();
        assert!(shown.same_as(&told), "record and outbox do not agree on {record}");
        assert!(changes.iter().zip(1..).all(|(change, revision)| change.revision == revision));
    }
    let scope = Scope::School(SCHOOL.to_owned());
    let row = store.scopes().unwrap().into_iter().find(|row| row.scope == scope).unwrap();
    let cursor: u64 = row.cursor.map_or(0, |cursor| cursor.parse().unwrap());
    assert_eq!(store.digest(&scope).unwrap().0, cursor, "rows and cursor do not agree");
}

/// Not a test: the process that dies. It saves, edits, syncs and fetches without end, and says what is on the disk.
#[test]
#[ignore = "run by the other test, in a process of its own"]
fn the_recorder() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let round: u128 = std::env::var(ROUND).unwrap().parse().unwrap();
    let world = Stopped::at_nine();
    let store = Store::unlock(&folder, &code(CODE), &world).unwrap();
    let (other, fetched) = (store.clone(), store.scopes().unwrap()[0].cursor.clone());
    std::thread::spawn(move || fetch(&other, fetched.map_or(0, |cursor| cursor.parse().unwrap())));
    for number in 0_u128.. {
        let id = |kind: u128| Uuid::from_u128((round << 64) | (number << 8) | kind);
        let laptop_note = |text: &str| daybook_record::kind::Note {
            child: RecordId(Uuid::from_u128(1)),
            text: text.to_owned(),
            at: world.now(),
            recorded_by: None,
        };
        for (kind, text) in [(1, "calm"), (2, "less calm")] {
            let entry = daybook_record::draft::Entry { kind: Kind::Note, record: RecordId(id(0)), facts: Facts::of(&laptop_note(text)) };
            let saved = store.record(&entry, ChangeId(id(kind)), daybook_record::Made::now(&world, None)).unwrap();
            println!("saved {}", saved.change.unwrap());
            std::io::stdout().flush().unwrap();
        }
        if number % 5 == 4 {
            send_some(&store, &world, SyncId(id(3)));
        }
    }
}

fn send_some(store: &Store, world: &Stopped, sync: SyncId) {
    store.begin_sync(sync, world.now()).unwrap();
    let receipts: Vec<Receipt> = store
        .frozen(sync, 0, 7, u64::MAX)
        .unwrap()
        .iter()
        .map(|queued| Receipt {
            code: "7F3K-Q2".to_owned(),
            change: queued.change.id,
            revision: queued.change.revision,
            sequence: 1,
            at: world.now(),
            registration: None,
            outcome: Outcome::Stored,
        })
        .collect();
    store.settle(&receipts, world.now()).unwrap();
    store.end_sync(sync, SyncEnd::LinkLost, None, 0, world.now()).unwrap();
}

/// Pages of one child each, whose cursor counts them.
fn fetch(store: &Store, mut fetched: u64) {
    loop {
        fetched += 1;
        let id = RecordId(Uuid::from_u128(u128::from(fetched) << 32));
        let facts = Facts::of(&child(fetched as usize % 50, SCHOOL));
        let arrived = daybook_store::Arrived { kind: Kind::Child, id, version: fetched, facts, mark: 1 };
        let page = Page { cursor: fetched.to_string(), last: false, ..page(Scope::School(SCHOOL.to_owned()), vec![arrived]) };
        store.apply_page(&page, Stopped::at_nine().now()).unwrap();
    }
}

/// A draft while somebody types: what was said to be kept is there, or one letter more.
#[test]
fn a_killed_app_loses_at_most_the_last_keystroke_of_a_draft() {
    let (root, world) = (tempfile::tempdir().unwrap(), Stopped::at_nine());
    let store = Store::create(root.path(), &code(CODE), &nurse(), Hardness::for_tests(), &world).unwrap();
    store.begin_draft(DRAFT, &form(), &serde_json::Map::new(), &daybook_store::Which::default(), world.now()).unwrap();
    let folder = store.folder().to_owned();
    drop(store);
    let mut most = 0;
    for round in 0..6 {
        let mut typist = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_typist", "--ignored", "--nocapture"])
            .env(FOLDER, &folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(typist.stdout.take().unwrap()).lines();
        let first = lines.by_ref().map_while(Result::ok).find(|line| line.starts_with("kept "));
        std::thread::sleep(Duration::from_millis(40 + 31 * round % 170));
        typist.kill().unwrap();
        typist.wait().unwrap();
        let kept = first.into_iter().chain(lines.map_while(Result::ok)).filter_map(|line| line.strip_prefix("kept ")?.parse().ok()).last();
        let kept: usize = kept.expect("the typist said what it kept");
        let store = Store::unlock(&folder, &code(CODE), &Stopped::at_nine()).unwrap();
        let there = store.draft(DRAFT).unwrap().unwrap().answers["text"].as_str().unwrap().len();
        assert!(there == kept || there == kept + 1, "{kept} letters were kept, {there} are there");
        most = most.max(kept);
    }
    assert!(most > 10, "the typist hardly typed: {most}");
}

const DRAFT: RecordId = RecordId(Uuid::from_u128(0xd4));

fn form() -> daybook_store::FormRow {
    daybook_store::FormRow {
        name: daybook_store::FormName { form: "visit".to_owned(), version: "1".to_owned(), sha256: "0".repeat(64), title: BTreeMap::new() },
        campaign: "nets".to_owned(),
        languages: Vec::new(),
        definition: "{}".to_owned(),
        drafts: 0,
        entries: 0,
    }
}

/// Not a test: the process that dies while somebody types.
#[test]
#[ignore = "run by the other test, in a process of its own"]
fn the_typist() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let world = Stopped::at_nine();
    let store = Store::unlock(&folder, &code(CODE), &world).unwrap();
    for letters in 1.. {
        let answers = serde_json::Map::from_iter([("text".to_owned(), "x".repeat(letters).into())]);
        store.save_draft(DRAFT, &answers, None, world.now()).unwrap();
        println!("kept {letters}");
        std::io::stdout().flush().unwrap();
    }
}
