//! Fetching: every record once, in the service's order, whatever happens meanwhile.

use crate::ground::{Ground, ORG, child, child_at, good, refused, school};
use daybook_record::{Facts, Kind, RecordId, Scope, Verb};
use daybook_server::db::Origin;
use daybook_wire::code::Code;
use daybook_wire::pull::{Digest, PullReply, mark};
use serde_json::json;
use std::collections::BTreeMap;

/// What a device holds after these pages, and what that comes to.
fn counted(reply: &PullReply) -> Digest {
    let held: BTreeMap<_, _> = reply.records.iter().map(|record| (record.id, record.version)).collect();
    Digest { count: held.len() as u64, sum: held.iter().map(|(id, version)| u64::from(mark(*id, *version))).sum() }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_changes_in_one_commit_all_come_down_with_page_size_one() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    ground.tell(|ingest, _| {
        for number in 0..5_000_u32 {
            ingest.put(Kind::Child, RecordId::named("many", &[&number.to_string()]), &child_at("100001", number), Origin::Import).unwrap();
        }
    });
    let all = nadia.pull(&school("100001"), None, 2_000).await;
    assert_eq!((all.records.len(), all.digest), (5_001, Some(counted(&all))));
    assert!(all.records.windows(2).all(|pair| pair[0].version < pair[1].version));
    // One large page, and what is left of it one by one.
    let first: PullReply = good(nadia.pull_request(&school("100001"), None, 4_701)).await;
    assert!(first.has_more);
    let one_by_one = nadia.pull(&school("100001"), Some(&first.cursor), 1).await;
    assert!(one_by_one.records == all.records[first.records.len()..], "each once, in order");
    assert_eq!(one_by_one.digest, all.digest);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_bounded_by_bytes_and_always_has_room_for_one() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let request = json!({"scope": "school:100000", "cursor": null, "most_records": 1000, "most_bytes": 1});
    let page: PullReply = good(nadia.post("/v1/pull", &request)).await;
    assert_eq!((page.records.len(), page.has_more), (1, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digest_is_what_the_device_counts_after_edits_and_removals() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let notes: Vec<_> = (0..4).map(|_| nadia.note(child(0), "calm")).collect();
    nadia.push(&notes).await;
    let remove = nadia.change(Kind::Note, notes[1].record, Verb::Remove, None, json!({}));
    let edit = nadia.change(Kind::Note, notes[2].record, Verb::Edit, None, json!({"text": "well"}));
    nadia.push(&[remove, edit]).await;
    let all = nadia.pull(&school("100000"), None, 2).await;
    assert_eq!(all.digest, Some(counted(&all)));
    assert!(all.gone.is_empty(), "what was removed before the start is not mentioned");
    // Nothing new: an empty page, the same digest.
    let again = nadia.pull(&school("100000"), Some(&all.cursor), 2).await;
    assert_eq!((again.records.len(), again.gone.len(), again.digest), (0, 0, all.digest));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_of_another_user_device_scope_or_epoch_is_not_taken() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let mine = nadia.pull(&school("100000"), None, 100).await.cursor;
    let code = async |request| refused(request).await.code;
    assert_eq!(code(amina.pull_request(&school("100000"), Some(&mine), 1)).await, Code::CursorNotYours);
    assert_eq!(code(nadia.pull_request(&school("100001"), Some(&mine), 1)).await, Code::CursorNotYours);
    assert_eq!(code(nadia.pull_request(&school("100000"), Some("nonsense"), 1)).await, Code::CursorNotYours);
    let other_laptop = ground.sign_in("nadia").await;
    assert_eq!(code(other_laptop.pull_request(&school("100000"), Some(&mine), 1)).await, Code::CursorNotYours);
    let _: PullReply = good(nadia.pull_request(&school("100000"), Some(&mine), 1)).await;
    ground.tell(|_, tx| tx.begin_epoch(ORG, "another").unwrap());
    assert_eq!(code(nadia.pull_request(&school("100000"), Some(&mine), 1)).await, Code::CursorNotYours, "it is of another epoch");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_this_person_may_see_comes_down() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    for scope in [school("100002"), Scope::Team("south".into()), school("999999")] {
        assert_eq!(refused(nadia.pull_request(&scope, None, 1)).await.code, Code::NotPermitted);
    }
    let scopes: Vec<Scope> = nadia.hello().await.scopes.into_iter().map(|card| card.scope).collect();
    assert_eq!(scopes, [Scope::Reference, Scope::Team("north".into()), school("100000"), school("100001"), Scope::Contacts]);
    let reference = nadia.pull(&Scope::Reference, None, 100).await;
    assert!(reference.records.iter().all(|record| matches!(record.kind, Kind::Vaccine | Kind::Location | Kind::Team | Kind::Staff)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_newly_given_starts_from_nothing_while_the_others_go_on() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let old = nadia.pull(&school("100000"), None, 100).await;
    ground.tell(|_, tx| tx.assign_school(ORG, "north", "100002", true).unwrap());
    assert!(
        nadia.hello().await.scopes.iter().any(|card| card.scope == school("100002") && card.about == 2 && card.name == "School 100002")
    );
    let new = nadia.pull(&school("100002"), None, 100).await;
    assert!(new.records.iter().any(|record| record.id == child(20)));
    assert_eq!(nadia.pull(&school("100000"), Some(&old.cursor), 100).await.records, []);
    // And taken away again: nothing of it comes down any more.
    ground.tell(|_, tx| tx.assign_school(ORG, "north", "100002", false).unwrap());
    assert_eq!(refused(nadia.pull_request(&school("100002"), Some(&new.cursor), 1)).await.code, Code::NotPermitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_who_changes_school_takes_everything_along() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let (note, vaccination) = (nadia.note(child(0), "calm"), nadia.vaccination(child(0)));
    nadia.push(&[note.clone(), vaccination.clone()]).await;
    let (here, there) = (nadia.pull(&school("100000"), None, 100).await, nadia.pull(&school("100001"), None, 100).await);

    ground.put(Kind::Child, child(0), &child_at("100001", 0));
    let left = nadia.pull(&school("100000"), Some(&here.cursor), 1).await;
    let mut gone: Vec<RecordId> = left.gone.iter().filter(|gone| !gone.removed).map(|gone| gone.id).collect();
    gone.sort_unstable();
    let mut moved = vec![child(0), note.record, vaccination.record];
    moved.sort_unstable();
    assert_eq!((gone, left.records.len()), (moved.clone(), 0));
    let arrived = nadia.pull(&school("100001"), Some(&there.cursor), 1).await;
    let mut came: Vec<RecordId> = arrived.records.iter().map(|record| record.id).collect();
    came.sort_unstable();
    assert_eq!(came, moved);
    assert_eq!(arrived.digest.unwrap().count, there.digest.unwrap().count + 3);

    // Back again: there it is gone, here it is, and nothing says that it left.
    ground.put(Kind::Child, child(0), &child_at("100000", 0));
    let back = nadia.pull(&school("100000"), Some(&left.cursor), 1).await;
    assert_eq!((back.records.len(), back.gone.len()), (3, 0));
    let whole = nadia.pull(&school("100000"), None, 1).await;
    assert_eq!(whole.digest, Some(counted(&whole)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_removed_comes_down_as_gone() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let batch = RecordId::named("batch", &["AB1"]);
    let facts: Facts = serde_json::from_value(
        json!({"team": "north", "programme": "hpv", "vaccine": crate::ground::vaccine(), "number": "AB1", "expiry": "2030-01-01"}),
    )
    .unwrap();
    ground.put(Kind::Batch, batch, &facts);
    let before = nadia.pull(&Scope::Team("north".into()), None, 10).await;
    assert_eq!(before.records.len(), 1);
    ground.tell(|ingest, _| ingest.remove(Kind::Batch, batch, Origin::Import).unwrap());
    let after = nadia.pull(&Scope::Team("north".into()), Some(&before.cursor), 10).await;
    assert_eq!((after.gone[0].id, after.gone[0].removed, after.digest.unwrap().count), (batch, true, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digest_is_right_after_whatever_happens() {
    let ground = Ground::new().await;
    let urns = ["100000", "100001", "100002"];
    let mut dice = 7_u32;
    let mut throw = |sides: u32| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 16) % sides
    };
    ground.tell(|ingest, tx| {
        for step in 0..600 {
            let (who, where_) = (throw(12), urns[throw(3) as usize]);
            let note = RecordId::named("note", &[&throw(40).to_string()]);
            match throw(4) {
                0 => drop(ingest.put(Kind::Child, child(who), &child_at(where_, who), Origin::Import).unwrap()),
                1 => drop(ingest.remove(Kind::Note, note, Origin::Import).unwrap()),
                _ if tx.record(ORG, Kind::Child, child(who)).unwrap().is_some() => {
                    let facts = json!({"child": child(who), "text": step.to_string(), "at": "2026-09-14T09:30:00+01:00"});
                    ingest.put(Kind::Note, note, &serde_json::from_value(facts).unwrap(), Origin::Import).unwrap();
                }
                _ => {}
            }
        }
        for urn in urns {
            let page = tx.page(ORG, &school(urn), 0, 10_000).unwrap();
            let sum = page.iter().map(|record| u64::from(mark(record.id, record.version))).sum();
            assert_eq!(tx.digest(ORG, &school(urn)).unwrap(), Digest { count: page.len() as u64, sum }, "{urn}");
            let here: Vec<RecordId> = page.iter().map(|record| record.id).collect();
            let gone = tx.departures(ORG, &school(urn), 0, 10_000).unwrap();
            assert!(gone.iter().all(|gone| !here.contains(&gone.id)), "what is here has not left");
        }
    });
}
