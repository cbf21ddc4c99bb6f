//! Deciding: support's decision is itself a change, and comes back to every device in scope.

use crate::ground::{Ground, Laptop, child, school};
use daybook_record::kind::TicketState;
use daybook_record::{Change, Kind, Outcome, RecordId, Verb, World as _};
use daybook_server::ingest::{Choice, Undecided};
use serde_json::json;

async fn clash(ground: &Ground, nadia: &Laptop, amina: &Laptop) -> (Change, String) {
    let note = nadia.note(child(0), "calm");
    nadia.push(std::slice::from_ref(&note)).await;
    let base = ground.version(Kind::Note, note.record);
    let edit = |laptop: &Laptop, text| laptop.change(Kind::Note, note.record, Verb::Edit, base, json!({"text": text}));
    nadia.push(&[edit(nadia, "very calm")]).await;
    let reply = amina.push(&[edit(amina, "asleep"), edit(amina, "fast asleep")]).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[0].outcome.clone() else { panic!("no clash") };
    (note, ticket)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_device_sent_is_taken_with_all_that_waited_behind_it() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (note, ticket) = clash(&ground, &nadia, &amina).await;
    let here = nadia.pull(&school("100000"), None, 100).await;
    let decided = ground.tell(|ingest, _| ingest.decide(&ticket, Choice::TakeDevice, nadia.user, Some("rang the school")).unwrap());
    assert_eq!(decided.row.ticket.state, TicketState::TookDevice);
    assert_eq!(ground.facts(Kind::Note, note.record).unwrap().text("text"), Some("fast asleep"));
    let news = nadia.pull(&school("100000"), Some(&here.cursor), 100).await;
    assert!(news.records.iter().any(|record| record.id == note.record && record.facts.text("text") == Some("fast asleep")));
    let travels = news.records.iter().find(|record| record.kind == Kind::Ticket).unwrap();
    assert_eq!((travels.facts.text("state"), travels.facts.text("note")), (Some("took_device"), Some("rang the school")));
    let again = ground.tell(|ingest, _| ingest.decide(&ticket, Choice::KeepService, nadia.user, None));
    assert!(matches!(again, Err(Undecided::DecidedBefore)));
    // The device that had waited goes on as any other.
    let next = amina.change(Kind::Note, note.record, Verb::Edit, ground.version(Kind::Note, note.record), json!({"text": "awake"}));
    assert_eq!(amina.push(&[next]).await.receipts[0].outcome, Outcome::Stored);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_service_holds_is_kept_and_shown_again() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (note, ticket) = clash(&ground, &nadia, &amina).await;
    let here = amina.pull(&school("100000"), None, 100).await;
    ground.tell(|ingest, _| ingest.decide(&ticket, Choice::KeepService, nadia.user, None).unwrap());
    let news = amina.pull(&school("100000"), Some(&here.cursor), 1).await;
    let shown = news.records.iter().find(|record| record.id == note.record).unwrap();
    assert_eq!(shown.facts.text("text"), Some("very calm"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_is_not_taken_is_told_to_be_gone() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let (first, second) = (nadia.vaccination(child(0)), nadia.vaccination(child(0)));
    let reply = nadia.push(&[first.clone(), second.clone()]).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[1].outcome.clone() else { panic!("no double") };
    let here = nadia.pull(&school("100000"), None, 100).await;
    ground.tell(|ingest, _| ingest.decide(&ticket, Choice::KeepService, nadia.user, None).unwrap());
    let news = nadia.pull(&school("100000"), Some(&here.cursor), 1).await;
    assert_eq!((news.gone[0].id, news.gone[0].removed), (second.record, true));
    assert!(ground.facts(Kind::Vaccination, first.record).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_about_a_child_who_is_still_unknown_cannot_be_taken() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let lost = nadia.note(RecordId(nadia.world.mint()), "lost");
    let reply = nadia.push(std::slice::from_ref(&lost)).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[0].outcome.clone() else { panic!("known") };
    let refused = ground.tell(|ingest, _| ingest.decide(&ticket, Choice::TakeDevice, nadia.user, None));
    assert!(matches!(refused, Err(Undecided::CannotBeTaken)));
    // The child arrives late: then it can.
    let child: RecordId = lost.facts.parse("child").unwrap();
    ground.put(Kind::Child, child, &crate::ground::child_at("100000", 77));
    ground.tell(|ingest, _| ingest.decide(&ticket, Choice::TakeDevice, nadia.user, None).unwrap());
    assert_eq!(ground.facts(Kind::Note, lost.record).unwrap().text("text"), Some("lost"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_support_has_let_stand_may_both_be_corrected() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let (first, second) = (nadia.vaccination(child(0)), nadia.vaccination(child(0)));
    let reply = nadia.push(&[first.clone(), second.clone()]).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[1].outcome.clone() else { panic!("no double") };
    ground.tell(|ingest, _| ingest.decide(&ticket, Choice::TakeDevice, nadia.user, None).unwrap());
    for record in [first.record, second.record] {
        let base = ground.version(Kind::Vaccination, record);
        let edit = nadia.change(Kind::Vaccination, record, Verb::Edit, base, json!({"notes": "calm"}));
        assert_eq!(nadia.push(&[edit]).await.receipts[0].outcome, Outcome::Stored);
    }
}
