//! Backups taken while the service serves, and going on from one.

use crate::ground::{Ground, ORG, child};
use daybook_record::Kind;
use daybook_record::World;
use daybook_server::audit::{Head, verify};
use daybook_server::db::{self, DbError, EPOCH_JUMP};
use daybook_server::{Config, Service, backup};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_while_serving_is_whole_and_the_service_goes_on_from_it_in_a_new_epoch() {
    let mut ground = Ground::new().await;
    let mut nadia = ground.sign_in("nadia").await;
    let before = nadia.note(child(0), "before");
    nadia.push(std::slice::from_ref(&before)).await;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("backup");
    let greeted = nadia.hello().await.epoch;
    // Somebody writes all the while.
    let writing = async {
        for _ in 0..20 {
            nadia.push(&[nadia.note(child(1), "meanwhile")]).await;
        }
    };
    let (service, target) = (Arc::clone(ground.service()), to.clone());
    let taking = tokio::task::spawn_blocking(move || backup::take(&service, &target).unwrap());
    let (manifest, ()) = (async { tokio::join!(taking, writing) }).await;
    let manifest = manifest.unwrap();
    assert!(manifest.files.iter().any(|file| file.path.starts_with("files/")), "what devices handed in goes along");
    assert!(manifest.files.iter().any(|file| file.path == "cursor.key"));
    let after = nadia.note(child(0), "after the backup");
    nadia.push(std::slice::from_ref(&after)).await;
    assert!(backup::take(ground.service(), &to).is_err(), "never over another backup");

    let world: Arc<dyn World> = ground.world.clone();
    let over = backup::restore(&Config::for_tests(ground.folder.path()), &to, &world);
    assert!(over.unwrap_err().to_string().contains("never restored over data"));
    ground.stop().await;
    let fresh = tempfile::tempdir().unwrap();
    backup::restore(&Config::for_tests(fresh.path()), &to, &world).unwrap();
    ground.folder = fresh;
    ground.start(|_| {}).await;
    nadia.url = ground.url("");
    assert!(ground.facts(Kind::Note, before.record).is_some() && ground.facts(Kind::Note, after.record).is_none());
    let hello = nadia.hello().await;
    assert_ne!(hello.epoch, greeted);
    assert!(nadia.push(&[after]).await.receipts[0].sequence > EPOCH_JUMP);
    let head = Head::beside(&ground.service().database_path(), ORG).read().unwrap();
    let found = db::read::<_, DbError>(ground.service().db.as_ref(), |tx| verify(tx, ORG, head)).unwrap();
    assert_eq!(found.breaks, [], "the trail goes on over the restore");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_damaged_or_unfinished_is_not_restored() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    nadia.push(&[nadia.note(child(0), "calm")]).await;
    let folder = tempfile::tempdir().unwrap();
    let world: Arc<dyn World> = ground.world.clone();
    let refused = |name: &str, damage: &dyn Fn(&std::path::Path)| {
        let to = folder.path().join(name);
        backup::take(ground.service(), &to).unwrap();
        damage(&to);
        let data = folder.path().join(format!("{name}-data"));
        let words = backup::restore(&Config::for_tests(&data), &to, &world).unwrap_err().to_string();
        assert!(!data.exists(), "nothing half-done is left in its place");
        words
    };
    let database = "daybook.sqlite";
    let flipped = refused("flipped", &|folder| {
        let mut bytes = std::fs::read(folder.join(database)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(folder.join(database), bytes).unwrap();
    });
    assert!(flipped.contains("not as it was"), "{flipped}");
    assert!(refused("missing", &|folder| std::fs::remove_file(folder.join("cursor.key")).unwrap()).contains("missing"));
    assert!(refused("unfinished", &|folder| std::fs::remove_file(folder.join("manifest.json")).unwrap()).contains("no backup"));
    let leads_out = refused("outside", &|folder| {
        let text = std::fs::read_to_string(folder.join("manifest.json")).unwrap();
        std::fs::write(folder.join("manifest.json"), text.replace("cursor.key", "../cursor.key")).unwrap();
    });
    assert!(leads_out.contains("not in the folder"), "{leads_out}");
    drop(Service::open(Config::for_tests(&folder.path().join("other")), world).unwrap());
}
