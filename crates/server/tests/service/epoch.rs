//! A service that goes on from a backup: numbers never repeat, and nobody is taken for having seen what she has not.

use crate::ground::{Ground, Laptop, ORG, child, good, refused};
use daybook_record::{Change, Kind, Outcome, Reason, RecordId, Verb, World as _};
use daybook_server::db::{self, DbError, EPOCH_JUMP};
use daybook_server::{Config, Service};
use daybook_wire::batch::pack;
use daybook_wire::code::Code;
use daybook_wire::push::{PushReply, PushRequest};
use serde_json::json;
use std::path::Path;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() { copy(&entry.path(), &to) } else { std::fs::copy(entry.path(), to).map(drop).unwrap() }
    }
}

/// What `work` does happens after the backup, and is forgotten.
async fn restored_after<T>(ground: &mut Ground, work: impl AsyncFnOnce(&Ground) -> T) -> T {
    let backup = tempfile::tempdir().unwrap();
    ground.stop().await;
    copy(ground.folder.path(), backup.path());
    ground.start(|_| {}).await;
    let done = work(ground).await;
    ground.stop().await;
    ground.folder = backup;
    let service = Service::open(Config::for_tests(ground.folder.path()), ground.world.clone()).unwrap();
    db::write::<_, DbError>(service.db.as_ref(), |tx| tx.begin_epoch(ORG, &ground.world.mint().to_string())).unwrap();
    drop(service);
    ground.start(|_| {}).await;
    done
}

fn edit(laptop: &Laptop, note: RecordId, base: u64, text: &str) -> Change {
    laptop.change(Kind::Note, note, Verb::Edit, Some(base), json!({ "text": text }))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_of_another_epoch_is_refused_before_anything_is_taken() {
    let mut ground = Ground::new().await;
    let mut nadia = ground.sign_in("nadia").await;
    let greeted = nadia.hello().await;
    restored_after(&mut ground, async |_| ()).await;
    nadia.url = ground.url("");
    let file = pack(&[nadia.note(child(0), "calm")]).unwrap();
    nadia.hand_in(&file).await;
    let request = |epoch: String| PushRequest {
        file: format!("/v1/files/{}", file.sha256),
        sha256: file.sha256.clone(),
        bytes: file.bytes.len() as u64,
        changes: 1,
        epoch: Some(epoch),
    };
    let before = ground.tell(|_, tx| tx.last_sequence(ORG).unwrap());
    assert!(before > EPOCH_JUMP);
    assert_eq!(refused(nadia.post("/v1/push", &request(greeted.epoch))).await.code, Code::EpochChanged);
    assert_eq!(ground.tell(|_, tx| tx.last_sequence(ORG).unwrap()), before, "nothing was taken");
    let now = nadia.hello().await.epoch;
    let reply: PushReply = good(nadia.post("/v1/push", &request(now))).await;
    assert_eq!(reply.receipts.len(), 1);
    assert!(reply.receipts[0].sequence > EPOCH_JUMP);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_base_does_not_pass_for_having_seen_what_came_after_a_restore() {
    let mut ground = Ground::new().await;
    let (mut nadia, mut amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let note = nadia.note(child(0), "as it was");
    let first = nadia.push(std::slice::from_ref(&note)).await.receipts[0].sequence;
    // Seen by Nadia's laptop, and then forgotten by the service.
    let seen = restored_after(&mut ground, async |ground| {
        nadia.url = ground.url("");
        let mut last = first;
        for time in 0..5 {
            let again = edit(&nadia, note.record, last, &format!("forgotten {time}"));
            last = nadia.push(&[again]).await.receipts[0].sequence;
        }
        last
    })
    .await;
    (nadia.url, amina.url) = (ground.url(""), ground.url(""));
    let other = amina.push(&[edit(&amina, note.record, first, "by Amina")]).await;
    assert_eq!(other.receipts[0].outcome, Outcome::Stored);
    let reply = nadia.push(&[edit(&nadia, note.record, seen, "by Nadia")]).await;
    let outcome = &reply.receipts[0].outcome;
    assert!(matches!(outcome, Outcome::WithSupport { reason: Reason::Conflict, .. }), "{outcome:?}: Nadia never saw what Amina wrote");
    assert_eq!(ground.facts(Kind::Note, note.record).unwrap().text("text"), Some("by Amina"));
}
