//! The audit trail: everything that people read and wrote stands in it, and a trail that was tampered with says where.

use crate::ground::{Ground, ORG, PASSWORD, card, child, refused, school};
use daybook_record::RecordId;
use daybook_server::audit::{Break, Head, Line, Verified, verify, walk};
use daybook_server::db;
use daybook_wire::code::Code;
use daybook_wire::session::SignInRequest;
use serde_json::json;

fn lines(ground: &Ground) -> Vec<Line> {
    let mut lines = Vec::new();
    ground.tell(|_, tx| {
        walk(tx, ORG, |line| {
            lines.push(line);
            Ok(())
        })
        .unwrap();
    });
    lines
}

fn verified(ground: &Ground) -> Verified {
    let service = ground.service();
    let head = Head::beside(&service.database_path(), ORG).read().unwrap();
    db::read::<_, db::DbError>(service.db.as_ref(), |tx| verify(tx, ORG, head)).unwrap()
}

/// Somebody with the database file and without scruples.
fn tampered(ground: &Ground, sql: &str) -> Vec<Break> {
    let database = rusqlite::Connection::open(ground.service().database_path()).unwrap();
    database.execute_batch("DROP TRIGGER audit_line_is_never_altered; DROP TRIGGER audit_line_is_never_removed;").unwrap();
    database.execute_batch(sql).unwrap();
    verified(ground).breaks
}

async fn a_day() -> Ground {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    for _ in 0..5 {
        nadia.push(&[nadia.note(child(0), "calm")]).await;
    }
    assert_eq!(verified(&ground).breaks, []);
    ground
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signed_in_read_and_wrote_stands_in_the_trail_by_device_and_child() {
    let ground = Ground::new().await;
    let wrong = SignInRequest { username: "nadia".into(), password: "wrong".into(), device: card(None) };
    assert_eq!(refused(ground.client.post(ground.url("/v1/sign-in")).json(&wrong)).await.code, Code::WrongCredentials);
    let unknown = SignInRequest { username: "nobody".into(), password: PASSWORD.into(), ..wrong };
    assert_eq!(refused(ground.client.post(ground.url("/v1/sign-in")).json(&unknown)).await.code, Code::WrongCredentials);
    let nadia = ground.sign_in("nadia").await;
    nadia.push(&[nadia.note(child(1), "calm"), nadia.note(child(2), "calm"), nadia.note(child(2), "brave")]).await;
    nadia.pull(&school("100000"), None, 100).await;
    nadia.pull(&daybook_record::Scope::Reference, None, 100).await;
    let _: serde_json::Value = crate::ground::good(nadia.post("/v1/sign-out", &json!({}))).await;

    let lines = lines(&ground);
    let told: Vec<_> = lines.iter().map(|line| (line.action.as_str(), line.device.is_some(), line.counted)).collect();
    let reads_of_children = ("read", true, 3);
    assert_eq!(told, [("sign_in_refused", false, 0), ("sign_in", true, 0), ("write", true, 2), reads_of_children, ("sign_out", true, 0)]);
    let named = |line: &Line| line.child_ids().collect::<std::collections::BTreeSet<RecordId>>();
    assert_eq!(named(&lines[2]), [child(1), child(2)].into());
    assert_eq!(named(&lines[3]), [child(0), child(1), child(2)].into());
    assert_eq!(lines[3].scope.as_deref(), Some("school:100000"));
    assert!(lines[1..].iter().all(|line| line.person == Some(nadia.user.to_string()) && line.device == Some(nadia.device.to_string())));
    assert!(!format!("{lines:?}").contains("calm"), "the trail says who and how much, never what");
    assert_eq!(verified(&ground).breaks, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_is_only_ever_added_to() {
    let ground = a_day().await;
    let database = rusqlite::Connection::open(ground.service().database_path()).unwrap();
    for sql in ["DELETE FROM audit_line WHERE seq = 2", "UPDATE audit_line SET detail = '' WHERE seq = 2"] {
        assert!(database.execute_batch(sql).is_err(), "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_line_shows_and_where() {
    let ground = a_day().await;
    assert_eq!(tampered(&ground, "DELETE FROM audit_line WHERE seq IN (3, 4)"), [Break::Removed { from: 3, to: 4 }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_line_shows_and_which() {
    for change in [
        "person = device",
        "children = x'', counted = 0",
        "at = '2020-01-01T00:00:00+00:00'",
        "device = NULL",
        "detail = 'x'",
        "action = 'read'",
    ] {
        let ground = a_day().await;
        assert_eq!(tampered(&ground, &format!("UPDATE audit_line SET {change} WHERE seq = 3")), [Break::Changed { seq: 3 }], "{change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_was_replaced_by_one_with_a_hash_of_its_own_shows() {
    let ground = a_day().await;
    let mut forged = lines(&ground)[2].clone();
    forged.person = Some(child(0).to_string());
    let (person, hash) = (forged.person.clone().unwrap(), hex::encode(forged.hashed(ORG)));
    let found = tampered(&ground, &format!("UPDATE audit_line SET person = '{person}', hash = x'{hash}' WHERE seq = 3"));
    assert_eq!(found, [Break::Unlinked { seq: 4 }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_in_another_order_show_and_where_they_stood() {
    let ground = a_day().await;
    let swap = "UPDATE audit_line SET seq = 99 WHERE seq = 3; UPDATE audit_line SET seq = 3 WHERE seq = 4; UPDATE audit_line SET seq = 4 WHERE seq = 99";
    assert_eq!(tampered(&ground, swap), [Break::Moved { seq: 3, belongs: 4 }, Break::Moved { seq: 4, belongs: 3 }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trail_that_was_cut_short_shows_and_so_does_one_without_its_end() {
    let ground = a_day().await;
    assert_eq!(tampered(&ground, "DELETE FROM audit_line WHERE seq > 4"), [Break::Cut { last: 4, kept: 6 }]);
    let ground = a_day().await;
    assert_eq!(tampered(&ground, "DELETE FROM audit_line"), [Break::Cut { last: 0, kept: 6 }]);
    let ground = a_day().await;
    std::fs::remove_file(ground.folder.path().join("audit").join(format!("{ORG}.head"))).unwrap();
    assert_eq!(verified(&ground).breaks, [Break::NoEnd]);
}
