//! The service's disk: full, and cut off in the middle of a write.

use crate::ground::{Ground, child, good, refused};
use daybook_server::Config;
use daybook_server::db::sqlite::Sqlite;
use daybook_server::db::{DbError, read};
use daybook_wire::batch::pack;
use daybook_wire::code::Code;
use daybook_wire::push::{FileReply, PushReply, ReceiptsReply};
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};

const CHILD: &str = "disk::the_service_on_a_small_disk";

#[test]
fn a_full_disk_of_the_service_is_said_and_nothing_is_half_applied() {
    let disk = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=16m daybook-test \"$TMPDIR\"";
    let runs =
        |command: &mut Command| command.env("TMPDIR", disk.path()).stdin(Stdio::null()).status().is_ok_and(|status| status.success());
    let Some(flags) = ["-m", "-Urm"].into_iter().find(|flags| runs(Command::new("unshare").args([flags, "sh", "-c", mount]))) else {
        return println!("skipped: this machine does not let us mount a small disk (unshare -m)");
    };
    let script = format!("{mount} && exec \"$0\" --exact {CHILD} --ignored --nocapture");
    assert!(runs(
        Command::new("unshare").args([flags, "sh", "-c", &script]).arg(std::env::current_exe().unwrap()).env("DAYBOOK_SMALL_DISK", "1")
    ));
}

/// Not a test: a service in whose folder nothing more fits, in a process of its own.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the other test, on a small disk"]
async fn the_service_on_a_small_disk() {
    if std::env::var_os("DAYBOOK_SMALL_DISK").is_none() {
        return;
    }
    let ground = Ground::with(|config: &mut Config| (config.push_wait_ms, config.changes_per_transaction) = (10_000, 4)).await;
    let nadia = ground.sign_in("nadia").await;
    let first = [nadia.note(child(0), "before")];
    let before = nadia.push(&first).await.receipts;
    let changes: Vec<_> = (0..400).map(|number| nadia.note(child(0), &format!("{} {number}", "calm ".repeat(150)))).collect();
    let file = pack(&changes).unwrap();
    nadia.hand_in(&file).await;
    // What is left goes to something else.
    let ballast = std::env::temp_dir().join("ballast");
    fill(&ballast, 96 * 1024);

    // Taking it stops in the middle; handing in another file is refused as "no room".
    let half: serde_json::Value = nadia.push_request(&file).send().await.unwrap().json().await.unwrap();
    assert!(half.get("status").is_none_or(|status| status != "done"), "{half}");
    fill(&ballast.with_extension("more"), 0);
    let other = pack(&[nadia.note(child(0), &chance(30_000))]).unwrap();
    let refusal = refused(nadia.put(&other.sha256, 0, other.bytes.len() as u64, other.bytes.clone())).await;
    assert_eq!(refusal.code, Code::OutOfSpace);
    // What was taken has its receipt; what was not has none, and no trace.
    let held = receipts(&nadia, &changes).await;
    assert!(held.receipts.len() < changes.len(), "the disk was to be full");
    assert_eq!(receipts(&nadia, &first).await.receipts, before);

    // Room again: the same file once more, and each change is there once.
    std::fs::remove_file(&ballast).unwrap();
    std::fs::remove_file(ballast.with_extension("more")).unwrap();
    let reply: PushReply = good(nadia.push_request(&file)).await;
    assert_eq!(reply.receipts.len(), changes.len());
    assert!(held.receipts.iter().all(|receipt| reply.receipts.contains(receipt)), "a receipt is honoured");
    let again: FileReply = good(nadia.put(&other.sha256, 0, other.bytes.len() as u64, other.bytes.clone())).await;
    assert!(again.whole);
    for change in &changes {
        let history = ground.tell(|_, tx| tx.history(crate::ground::ORG, change.kind, change.record).unwrap());
        assert_eq!(history.len(), 1);
    }
}

async fn receipts(nadia: &crate::ground::Laptop, changes: &[daybook_record::Change]) -> ReceiptsReply {
    let ids: Vec<_> = changes.iter().map(|change| change.id).collect();
    good(nadia.post("/v1/receipts", &json!({ "changes": ids }))).await
}

/// Text that does not pack.
fn chance(letters: usize) -> String {
    (0..letters as u64).map(|at| char::from(b'a' + (at.wrapping_mul(at).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 59) as u8 % 26)).collect()
}

/// Fills the disk until so many bytes are left.
fn fill(path: &Path, left: usize) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(path).unwrap();
    let (block, mut written) = ([7; 4096], 0);
    while file.write_all(&block).is_ok() {
        written += block.len();
    }
    file.set_len(written.saturating_sub(left) as u64).unwrap();
}

/// A power cut of the service, played on its files: the log cut off at any byte.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_power_cut_of_the_service_every_receipt_in_the_prefix_is_honoured() {
    let ground = Ground::with(|config: &mut Config| config.changes_per_transaction = 2).await;
    let nadia = ground.sign_in("nadia").await;
    let wal = ground.folder.path().join("daybook.sqlite-wal");
    let mut given = Vec::new();
    for _ in 0..12 {
        let changes = [nadia.note(child(0), "calm"), nadia.note(child(1), "calm")];
        let reply = nadia.push(&changes).await;
        let length = std::fs::metadata(&wal).unwrap().len();
        given.extend(reply.receipts.into_iter().map(|receipt| (receipt, length)));
    }
    let (database, log) = (std::fs::read(ground.folder.path().join("daybook.sqlite")).unwrap(), std::fs::read(&wal).unwrap());
    assert!(given.windows(2).all(|pair| pair[0].1 <= pair[1].1) && given[0].1 > 0, "the log was begun anew");
    for number in 0..150_usize {
        let cut = log.len() * number / 149;
        let off = tempfile::tempdir().unwrap();
        std::fs::write(off.path().join("daybook.sqlite"), &database).unwrap();
        let mut left = log[..cut].to_vec();
        // A torn sector at the end, every other time.
        left.extend(std::iter::repeat_n(0xa5, if number % 2 == 0 { 512 } else { 0 }));
        std::fs::write(off.path().join("daybook.sqlite-wal"), left).unwrap();
        let db = Sqlite::open(&off.path().join("daybook.sqlite")).unwrap();
        for (receipt, length) in &given {
            let logged = read::<_, DbError>(&db, |tx| tx.logged(crate::ground::ORG, receipt.change)).unwrap();
            assert!(logged.is_some() || *length > cut as u64, "a receipt given before the cut is not honoured");
            let Some(logged) = logged else { continue };
            assert_eq!(logged.receipt, *receipt);
            let kept = read::<_, DbError>(&db, |tx| tx.record(crate::ground::ORG, logged.change.kind, logged.change.record)).unwrap();
            assert_eq!(kept.expect("a change has its record").held.version, receipt.sequence, "half a change");
        }
    }
}
