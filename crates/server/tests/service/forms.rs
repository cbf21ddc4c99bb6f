//! Forms at the service: published once and for all, entries held to exactly theirs; and what is typed to bring them in.

use crate::campaign::{campaign, visit};
use crate::ground::{Ground, Laptop, ORG};
use crate::typed::{program, works};
use daybook_form::Definition;
use daybook_record::kind::{Form, Ticket};
use daybook_record::{Change, Kind, Outcome, Reason, Receipt, Scope, Verb, World as _};
use daybook_server::form::{NotPublished, publish, withdraw};
use daybook_server::ingest::Put;
use serde_json::{Value, json};
use std::path::Path;

fn entry(laptop: &Laptop, form: &Definition, data: Value) -> Change {
    let facts = json!({
        "campaign": "nets", "area": "mill", "form": form.id, "version": form.version, "sha256": form.sha256(), "data": data,
        "at": laptop.world.now(),
    });
    laptop.change(Kind::Entry, laptop.world.mint().into(), Verb::Create, None, facts)
}

fn reason(receipt: &Receipt) -> Option<Reason> {
    match receipt.outcome {
        Outcome::WithSupport { reason, .. } => Some(reason),
        _ => None,
    }
}

fn ticket(ground: &Ground) -> Ticket {
    let tickets = ground.tell(|_, tx| tx.records(ORG, Kind::Ticket).unwrap());
    tickets.into_iter().map(|kept| kept.held.facts.read::<Ticket>().unwrap()).next_back().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_an_unknown_form_and_one_that_does_not_hold_go_to_support_and_nothing_is_lost() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let (good, never) = (entry(&nadia, &visit("1"), json!({ "nets": 2 })), entry(&nadia, &visit("never published"), json!({ "nets": 2 })));
    let receipts = nadia.push(&[good, never]).await.receipts;
    assert_eq!((reason(&receipts[0]), reason(&receipts[1])), (None, Some(Reason::UnknownReference)));
    let wrong = entry(&nadia, &visit("1"), json!({ "nets": 12, "who": [{ "name": "Rosa" }, { "name": "Too long a name" }], "stray": 1 }));
    let receipts = nadia.push(&[wrong]).await.receipts;
    assert_eq!(reason(&receipts[0]), Some(Reason::Invalid));
    assert!(receipts[0].registration.is_some(), "it has its number all the same");
    let told = ticket(&ground);
    assert_eq!(told.fields, ["data.name[2]", "data.nets", "data"], "fields, and in rows which");
    assert!(!serde_json::to_string(&told).unwrap().contains("Too long"), "an answer is never told");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_held_to_its_form_as_of_the_moment_it_was_made() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let today = nadia.world.today();
    let (then, tomorrow) = (today.pred_opt().unwrap().pred_opt().unwrap(), today.pred_opt().unwrap());
    let mut early = entry(&nadia, &visit("1"), json!({ "nets": 1, "day": tomorrow }));
    early.facts.0.insert("at".into(), json!(format!("{then}T09:00:00+00:00")));
    let receipts = nadia.push(&[early, entry(&nadia, &visit("1"), json!({ "nets": 1, "day": tomorrow }))]).await.receipts;
    assert_eq!(receipts.iter().map(reason).collect::<Vec<_>>(), [Some(Reason::Invalid), None], "that day was still to come then");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_form_replaces_the_older_one_for_new_entries_and_what_was_begun_with_that_is_still_taken() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    ground.publish(&visit("2"));
    ground.tell(|ingest, _| withdraw(&ingest, "visit", "1").unwrap());
    let forms = nadia.pull(&Scope::Forms("nets".into()), None, 10).await.records;
    let said: Vec<Form> = forms.iter().map(|record| record.facts.read().unwrap()).collect();
    assert_eq!(said.len(), 2);
    for form in said {
        assert_eq!((form.withdrawn, form.title["en"].clone()), (form.version == "1", format!("Visit {}", form.version)));
        assert_eq!(daybook_wire::batch::sha256(form.definition.as_bytes()), form.sha256, "exactly the bytes that were hashed");
    }
    let receipts =
        nadia.push(&[entry(&nadia, &visit("1"), json!({ "nets": 1 })), entry(&nadia, &visit("2"), json!({ "nets": 1 }))]).await.receipts;
    assert!(receipts.iter().all(|receipt| receipt.outcome == Outcome::Stored), "{receipts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn under_an_id_and_a_version_a_form_is_published_once() {
    let ground = campaign().await;
    let first = ground.publish(&visit("2"));
    assert_eq!((first.put, ground.publish(&visit("2")).put), (Put::Created, Put::Same));
    let mut other = visit("2");
    other.fields[0].hint = Some("title".to_owned());
    let world = ground.world.clone();
    let tried = |form: &Definition, campaign: &str| ground.tell(|ingest, _| publish(&ingest, form, campaign, None, world.as_ref()));
    let refused = tried(&other, "nets").unwrap_err();
    assert!(matches!(&refused, NotPublished::Taken { sha256, .. } if *sha256 == visit("2").sha256()), "{refused}");
    assert!(matches!(tried(&visit("3"), "another").unwrap_err(), NotPublished::OfAnother { .. }));
    // Withdrawn by mistake: the same once more is for new entries again.
    ground.tell(|ingest, _| withdraw(&ingest, "visit", "2").unwrap());
    let again = ground.publish(&visit("2"));
    assert!(again.put == Put::Changed && !again.form.withdrawn);
    assert!(ground.tell(|ingest, _| withdraw(&ingest, "visit", "9")).is_err());
}

fn fails(data: &Path, arguments: &[&str]) -> (String, String) {
    let output = program(data).args(arguments).output().unwrap();
    assert!(!output.status.success());
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_form_is_brought_in_listed_and_withdrawn_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    works(data, "organisation add R1A Trust");
    std::fs::write(data.join("visit.json"), visit("1").canonical()).unwrap();
    assert!(fails(data, &["forms", "import", "visit.json"]).1.contains("there is no campaign yet"));
    works(data, "campaign add nets Nets");
    assert!(works(data, "forms import visit.json").contains("visit version 1 is for new entries now"));
    assert!(works(data, "forms import visit.json").contains("was published already, exactly so"));
    let mut other = visit("1");
    other.title = "title".to_owned();
    other.messages.get_mut("en").unwrap().insert("title".to_owned(), "Another".to_owned());
    std::fs::write(data.join("other.json"), other.canonical()).unwrap();
    assert!(fails(data, &["forms", "import", "other.json"]).1.contains("give this one another version"));

    // A file of pages of which a part cannot be converted: all of that is told, and nothing is published unless it is asked for.
    let pages = json!({ "name": "check", "version": 4, "pages": [{ "page": "store", "properties": [
        { "type": "integer", "format": "numeric", "fieldName": "nets" }, { "type": "string", "format": "panelCard", "fieldName": "odd" },
    ] }] });
    std::fs::write(data.join("check.json"), pages.to_string()).unwrap();
    let (told, said) = fails(data, &["forms", "import", "check.json", "--campaign", "nets"]);
    assert_eq!(told.trim(), "store, row 2, format: “panelCard” is not a type of question that can be converted");
    assert!(said.contains("1 thing cannot be converted; nothing was published"), "{said}");
    assert!(!works(data, "forms list").contains("check"));
    assert!(works(data, "forms import check.json --allow-losses").contains("check version 4 is for new entries now"));

    works(data, "forms withdraw visit 1");
    let listed = works(data, "forms list");
    let of = |form: &str| listed.lines().find(|line| line.contains(form)).unwrap().to_owned();
    assert!(of("  visit  1  ").ends_with("withdrawn") && of("  check  4  ").ends_with("for new entries"), "{listed}");
    assert!(works(data, "audit show").contains("form visit version 1 withdrawn"));
}
