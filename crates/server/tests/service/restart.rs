//! Stopping and starting: what was under way goes on, and a folder of a newer version is left alone.

use crate::ground::{Ground, child, good};
use daybook_server::{Config, Service, ServiceError};
use daybook_wire::batch::pack;
use daybook_wire::push::{PushReply, ReceiptsReply, UploadStatus};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_was_under_way_is_taken_to_its_end_after_a_restart() {
    let slowly = |config: &mut Config| (config.push_wait_ms, config.changes_per_transaction) = (0, 1);
    let mut ground = Ground::with(slowly).await;
    let nadia = ground.sign_in("nadia").await;
    let changes: Vec<_> = (0..300).map(|_| nadia.note(child(0), "calm")).collect();
    let file = pack(&changes).unwrap();
    nadia.hand_in(&file).await;
    let begun: PushReply = good(nadia.push_request(&file)).await;
    ground.stop().await;
    let taken = taken(&ground, &begun.upload);
    assert!(taken < 300, "it was to be stopped half-way");

    ground.start(|_| {}).await;
    // Nobody asks for it again: it goes on by itself.
    let nadia = crate::ground::Laptop { url: ground.running.as_ref().unwrap().url(), ..nadia };
    let mut reply = begun;
    while reply.status != UploadStatus::Done {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        reply = good(nadia.get(&format!("/v1/uploads/{}", reply.upload))).await;
    }
    assert_eq!((reply.receipts.len(), reply.repeated.len()), (300, 0));
    let ids: Vec<_> = changes.iter().map(|change| change.id).collect();
    let receipts: ReceiptsReply = good(nadia.post("/v1/receipts", &json!({"changes": ids}))).await;
    assert_eq!(receipts.receipts.len(), 300);
}

fn taken(ground: &Ground, upload: &str) -> u32 {
    let db = daybook_server::db::sqlite::Sqlite::open(&ground.folder.path().join("daybook.sqlite")).unwrap();
    daybook_server::db::read(&db, |tx| tx.upload(crate::ground::ORG, upload)).unwrap().unwrap().taken
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_folder_of_a_newer_version_is_refused_in_words_and_not_touched() {
    let mut ground = Ground::new().await;
    ground.stop().await;
    let path = ground.folder.path().join("daybook.sqlite");
    let file = rusqlite::Connection::open(&path).unwrap();
    file.pragma_update(None, "user_version", 999).unwrap();
    drop(file);
    let refused = Service::open(Config::for_tests(ground.folder.path()), ground.world.clone()).err().unwrap();
    assert!(matches!(refused, ServiceError::Db(daybook_server::db::DbError::Newer { found: 999, .. })));
    assert!(refused.to_string().contains("newer version"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_and_cursors_outlive_a_restart() {
    let mut ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let cursor = nadia.pull(&crate::ground::school("100000"), None, 100).await.cursor;
    ground.stop().await;
    ground.start(|_| {}).await;
    let nadia = crate::ground::Laptop { url: ground.running.as_ref().unwrap().url(), ..nadia };
    assert_eq!(nadia.pull(&crate::ground::school("100000"), Some(&cursor), 100).await.records, []);
}
