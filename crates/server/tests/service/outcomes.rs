//! What becomes of a change from the field: each outcome, and that nothing a nurse recorded is ever lost.

use crate::ground::{Ground, ORG, child, child_at, school};
use daybook_record::{Change, Kind, Outcome, Reason, RecordId, Verb, World as _};
use daybook_wire::batch::{BatchFile, pack, sha256};
use daybook_wire::push::PushReply;
use serde_json::json;

fn outcome(reply: &PushReply, change: &Change) -> Outcome {
    reply.receipts.iter().find(|receipt| receipt.change == change.id).unwrap().outcome.clone()
}

fn reason(reply: &PushReply, change: &Change) -> Option<Reason> {
    match outcome(reply, change) {
        Outcome::WithSupport { reason, .. } => Some(reason),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_recorded_is_stored_and_has_a_receipt() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let (note, vaccination) = (nadia.note(child(0), "calm"), nadia.vaccination(child(0)));
    let reply = nadia.push(&[note.clone(), vaccination.clone()]).await;
    assert_eq!(outcome(&reply, &note), Outcome::Stored);
    assert_eq!(outcome(&reply, &vaccination), Outcome::Stored);
    assert!(reply.receipts[1].sequence > reply.receipts[0].sequence);
    assert_eq!(ground.facts(Kind::Note, note.record).unwrap().text("text"), Some("calm"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_is_not_recorded_twice() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let note = nadia.note(child(0), "calm");
    let first = nadia.push(std::slice::from_ref(&note)).await;
    // The same file again: the same answer, word for word.
    let again = nadia.push(std::slice::from_ref(&note)).await;
    assert_eq!(again, first);
    // The same change in another file: the receipt of the first time, and it says so.
    let other = nadia.note(child(1), "well");
    let third = nadia.push(&[note.clone(), other.clone()]).await;
    assert_eq!(third.receipts[0], first.receipts[0]);
    assert_eq!(third.repeated, vec![note.id]);
    let asked: daybook_wire::push::ReceiptsReply =
        crate::ground::good(nadia.post("/v1/receipts", &json!({"changes": [note.id, RecordId(nadia.world.mint())]}))).await;
    assert_eq!(asked.receipts, first.receipts);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_says_the_same_without_having_seen_it_goes_down_once_more() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let note = nadia.note(child(0), "calm");
    nadia.push(std::slice::from_ref(&note)).await;
    let base = ground.version(Kind::Note, note.record);
    let edit = |laptop: &crate::ground::Laptop, base, facts| laptop.change(Kind::Note, note.record, Verb::Edit, base, facts);
    nadia.push(&[edit(&nadia, base, json!({"text": "asleep"}))]).await;
    let held = ground.version(Kind::Note, note.record);

    let unseen = edit(&amina, base, json!({"text": "asleep"}));
    assert_eq!(outcome(&amina.push(std::slice::from_ref(&unseen)).await, &unseen), Outcome::AlreadyHave);
    let touched = ground.version(Kind::Note, note.record);
    assert!(touched > held, "her laptop may show its own words beside it");
    let seen = edit(&amina, touched, json!({"text": "asleep"}));
    assert_eq!(outcome(&amina.push(std::slice::from_ref(&seen)).await, &seen), Outcome::AlreadyHave);
    assert_eq!(ground.version(Kind::Note, note.record), touched, "she had seen it");
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_changed_on_one_side_only_merge_and_the_same_field_is_a_conflict() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let vaccination = nadia.vaccination(child(0));
    nadia.push(std::slice::from_ref(&vaccination)).await;
    let base = ground.version(Kind::Vaccination, vaccination.record);
    let edit = |laptop: &crate::ground::Laptop, facts| laptop.change(Kind::Vaccination, vaccination.record, Verb::Edit, base, facts);

    let site = edit(&nadia, json!({"site": "right_arm_upper_position"}));
    let notes = edit(&amina, json!({"notes": "calm"}));
    let other_site = edit(&amina, json!({"site": "left_thigh"}));
    let same_site = edit(&amina, json!({"site": " right_arm_upper_position "}));
    assert_eq!(outcome(&nadia.push(std::slice::from_ref(&site)).await, &site), Outcome::Stored);
    let reply = amina.push(&[notes.clone(), same_site.clone(), other_site.clone()]).await;
    assert_eq!(outcome(&reply, &notes), Outcome::Merged);
    assert_eq!(outcome(&reply, &same_site), Outcome::AlreadyHave);
    assert_eq!(reason(&reply, &other_site), Some(Reason::Conflict));
    let facts = ground.facts(Kind::Vaccination, vaccination.record).unwrap();
    assert_eq!((facts.text("site"), facts.text("notes")), (Some("right_arm_upper_position"), Some("calm")));

    // The ticket says which field and when the other value came, comes down with the school, and has both values for support.
    let tickets: daybook_wire::support::TicketsReply = crate::ground::good(amina.get("/v1/tickets")).await;
    assert_eq!((tickets.tickets[0].fields.as_slice(), tickets.tickets[0].other_at.is_some()), (&["site".to_owned()][..], true));
    let pulled = nadia.pull(&school("100000"), None, 500).await;
    assert!(pulled.records.iter().any(|record| record.kind == Kind::Ticket));
    let row = ground.tell(|_, tx| tx.ticket(ORG, &tickets.tickets[0].number).unwrap().unwrap());
    assert_eq!(row.clashes[0].mine, "left_thigh");

    // What she does next with the same record waits under the same ticket, in its order.
    let later = edit(&amina, json!({"notes": "very calm"}));
    let reply = amina.push(std::slice::from_ref(&later)).await;
    assert_eq!(outcome(&reply, &later), Outcome::WithSupport { ticket: tickets.tickets[0].number.clone(), reason: Reason::Conflict });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_as_it_is_goes_to_support_with_its_reason() {
    let ground = Ground::new().await;
    let (nadia, sara) = (ground.sign_in("nadia").await, ground.sign_in("sara").await);
    let unknown_child = nadia.note(RecordId::named("child", &["nobody"]), "lost");
    let mut unknown_session = nadia.vaccination(child(2));
    unknown_session.facts.0.insert("session".into(), json!(RecordId::named("session", &["nowhere"])));
    let edit_of_nothing = nadia.change(Kind::Note, nadia.world.mint().into(), Verb::Edit, None, json!({"text": "x"}));
    let elsewhere = nadia.note(child(20), "not my school");
    let not_for_the_field = nadia.change(Kind::Child, child(0), Verb::Edit, None, json!({"given_name": "Other"}));
    let blank = nadia.note(child(0), "  ");
    let in_anothers_name = sara.note(child(0), "as Sara");
    let mut spray_in_the_arm = nadia.vaccination(child(0));
    spray_in_the_arm.facts.0.insert("method".into(), json!("nasal_spray"));
    let first = nadia.vaccination(child(1));
    let second = nadia.vaccination(child(1));
    let batch = json!({"team": "south", "programme": "hpv", "vaccine": crate::ground::vaccine(), "number": "XY1", "expiry": "2030-01-01"});
    let others_batch = nadia.change(Kind::Batch, nadia.world.mint().into(), Verb::Create, None, batch.clone());
    let mut own_batch = others_batch.clone();
    (own_batch.id, own_batch.record) = (nadia.world.mint().into(), nadia.world.mint().into());
    own_batch.facts.0.insert("team".into(), json!("north"));
    let mut from_elsewhere = nadia.vaccination(child(2));
    from_elsewhere.facts.0.insert("source".into(), json!("gp"));

    let cases = [
        (&unknown_child, Some(Reason::UnknownReference)),
        (&unknown_session, Some(Reason::UnknownReference)),
        (&edit_of_nothing, Some(Reason::UnknownReference)),
        (&elsewhere, Some(Reason::NotPermitted)),
        (&not_for_the_field, Some(Reason::NotPermitted)),
        (&in_anothers_name, Some(Reason::NotPermitted)),
        (&others_batch, Some(Reason::NotPermitted)),
        (&from_elsewhere, Some(Reason::NotPermitted)),
        (&own_batch, None),
        (&blank, Some(Reason::Invalid)),
        (&spray_in_the_arm, Some(Reason::Invalid)),
        (&first, None),
        (&second, Some(Reason::PossibleDuplicate)),
    ];
    let changes: Vec<Change> = cases.iter().map(|(change, _)| (*change).clone()).collect();
    let reply = nadia.push(&changes).await;
    for (number, (change, expected)) in cases.iter().enumerate() {
        assert_eq!(reason(&reply, change), *expected, "case {number}");
    }
    // Everything is kept word for word, and applied to nothing.
    for (change, _) in cases.iter().filter(|(_, expected)| expected.is_some()) {
        let logged = ground.tell(|_, tx| tx.logged(ORG, change.id).unwrap().unwrap());
        assert_eq!(logged.change, **change);
    }
    assert_eq!(ground.facts(Kind::Note, unknown_child.record), None);
    assert_eq!(ground.facts(Kind::Child, child(0)).unwrap().text("given_name"), Some("Child 0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_change_never_takes_others_along() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let (before, after) = (nadia.note(child(0), "before"), nadia.note(child(0), "after"));
    let mut bad = nadia.vaccination(child(0));
    bad.facts.0.insert("date".into(), json!({"not": "a date"}));
    let file = pack([&before, &bad, &after]).unwrap();
    // A line that is no change at all stands between them.
    let mut lines = zstd::decode_all(file.bytes.as_slice()).unwrap();
    lines.extend_from_slice(b"{\"id\": \"broken\n");
    let bytes = zstd::encode_all(lines.as_slice(), 3).unwrap();
    let file = BatchFile { sha256: sha256(&bytes), bytes, changes: 4 };
    nadia.hand_in(&file).await;
    let reply: PushReply = crate::ground::good(nadia.push_request(&file)).await;
    assert_eq!((outcome(&reply, &before), outcome(&reply, &after)), (Outcome::Stored, Outcome::Stored));
    assert_eq!(reason(&reply, &bad), Some(Reason::Invalid));
    assert_eq!((reply.taken, reply.unreadable[0].line), (4, 4));
    let row = ground.tell(|_, tx| tx.ticket(ORG, &reply.unreadable[0].ticket).unwrap().unwrap());
    assert_eq!(row.unreadable.as_deref(), Some("{\"id\": \"broken"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_the_database_will_not_have_goes_to_support_and_the_others_are_taken() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let file = rusqlite::Connection::open(ground.folder.path().join("daybook.sqlite")).unwrap();
    let poison = "CREATE TRIGGER poison BEFORE INSERT ON record WHEN NEW.facts LIKE '%poison%' BEGIN SELECT RAISE(ABORT, 'no'); END";
    file.execute_batch(poison).unwrap();
    let changes = [nadia.note(child(0), "before"), nadia.note(child(0), "poison"), nadia.note(child(0), "after")];
    let reply = nadia.push(&changes).await;
    assert_eq!((outcome(&reply, &changes[0]), outcome(&reply, &changes[2])), (Outcome::Stored, Outcome::Stored));
    assert_eq!(reason(&reply, &changes[1]), Some(Reason::Invalid));
    assert_eq!(ground.tell(|_, tx| tx.logged(ORG, changes[1].id).unwrap().unwrap().change), changes[1]);
    // What was undone took no number with it: the log has no gap.
    let last = ground.tell(|_, tx| tx.last_sequence(ORG).unwrap());
    assert!((1..=last).all(|sequence| ground.tell(|_, tx| tx.logged_at(ORG, sequence).unwrap()).is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removal_can_be_undone_and_removing_what_somebody_changed_is_a_conflict() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let note = nadia.note(child(0), "calm");
    nadia.push(std::slice::from_ref(&note)).await;
    let base = ground.version(Kind::Note, note.record);
    let remove = nadia.change(Kind::Note, note.record, Verb::Remove, base, json!({}));
    nadia.push(std::slice::from_ref(&remove)).await;
    assert_eq!(ground.facts(Kind::Note, note.record), None);
    let restore = nadia.change(Kind::Note, note.record, Verb::Restore, base, json!({}));
    nadia.push(std::slice::from_ref(&restore)).await;
    assert_eq!(ground.facts(Kind::Note, note.record).unwrap().text("text"), Some("calm"));
    let edit = nadia.change(Kind::Note, note.record, Verb::Edit, base, json!({"text": "very calm"}));
    nadia.push(std::slice::from_ref(&edit)).await;
    let late = amina.change(Kind::Note, note.record, Verb::Remove, base, json!({}));
    assert_eq!(reason(&amina.push(std::slice::from_ref(&late)).await, &late), Some(Reason::Conflict));
    assert!(ground.facts(Kind::Note, note.record).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn importing_the_same_twice_changes_nothing() {
    let ground = Ground::new().await;
    let before = ground.tell(|_, tx| tx.last_sequence(ORG).unwrap());
    ground.put(Kind::Child, child(0), &child_at("100000", 0));
    assert_eq!(ground.tell(|_, tx| tx.last_sequence(ORG).unwrap()), before);
}
