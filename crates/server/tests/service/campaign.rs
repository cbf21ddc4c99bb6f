//! A campaign at the service: areas of teams, what is registered in them, and the numbers that it gets.

use crate::ground::{Ground, Laptop, ORG, refused};
use daybook_form::{Definition, Limits};
use daybook_record::kind::{Area, Campaign, Contact};
use daybook_record::{Change, Facts, Kind, Outcome, Reason, RecordId, Scope, Verb, World as _};
use daybook_server::form::{Published, publish};
use daybook_server::people::assign_area;
use daybook_wire::code::Code;
use serde_json::json;

pub(crate) fn area() -> Scope {
    Scope::Area("mill".to_owned())
}

/// A form that asks how many nets were handed out, and for a day that must not be still to come.
pub fn visit(version: &str) -> Definition {
    let form = json!({
        "id": "visit", "version": version, "title": "title", "default_language": "en",
        "pages": [{ "id": "only", "fields": ["nets", "day", "who"] }],
        "fields": [
            { "id": "nets", "kind": { "type": "integer", "min": 0, "max": 9 }, "label": "title", "required": true },
            { "id": "day", "kind": { "type": "date" }, "label": "title", "constraint": { "<=": [{ "this": [] }, { "today": [] }] } },
            { "id": "who", "kind": { "type": "repeat", "fields": [{ "id": "name", "kind": { "type": "text", "max_length": 5 }, "label": "title" }] },
              "label": "title" },
        ],
        "messages": { "en": { "title": format!("Visit {version}") } },
    });
    Definition::parse(form.to_string().as_bytes(), &Limits::default()).unwrap()
}

impl Ground {
    pub fn publish(&self, form: &Definition) -> Published {
        let world = self.world.clone();
        self.tell(|ingest, _| publish(&ingest, form, "nets", None, world.as_ref()).unwrap())
    }
}

/// A campaign with two areas and a form; the northern team goes through the first.
pub async fn campaign() -> Ground {
    let ground = Ground::new().await;
    let campaign = Campaign { key: "nets".into(), name: "Nets".into(), languages: vec!["en".into()], ..Campaign::default() };
    ground.put(Kind::Campaign, RecordId::of_campaign("nets"), &Facts::of(&campaign));
    for key in ["mill", "hill"] {
        let area = Area {
            key: key.into(),
            campaign: "nets".into(),
            name: format!("The {key}"),
            west: 7.40,
            south: 43.72,
            east: 7.44,
            north: 43.76,
            smallest_zoom: 8,
            largest_zoom: 14,
            households: None,
        };
        ground.put(Kind::Area, RecordId::of_area(key), &Facts::of(&area));
    }
    ground.tell(|_, tx| assign_area(tx, ORG, "north", "mill", true).unwrap());
    ground.publish(&visit("1"));
    ground
}

fn household(laptop: &Laptop, area: &str) -> Change {
    let facts = json!({"area": area, "head": "Rosa Example", "members": 4, "at": laptop.world.now()});
    laptop.change(Kind::Household, laptop.world.mint().into(), Verb::Create, None, facts)
}

fn entry(laptop: &Laptop, household: RecordId) -> Change {
    let facts = json!({
        "campaign": "nets", "area": "mill", "form": "visit", "version": "1", "sha256": visit("1").sha256(), "data": {"nets": 2},
        "household": household, "at": laptop.world.now(),
    });
    laptop.change(Kind::Entry, laptop.world.mint().into(), Verb::Create, None, facts)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_registered_gets_a_number_that_comes_with_the_receipt_and_with_the_record() {
    let ground = campaign().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("nadia").await);
    let home = household(&nadia, "mill");
    let visit = entry(&nadia, home.record);
    let reply = nadia.push(&[home.clone(), visit.clone()]).await;
    let numbers: Vec<_> = reply.receipts.iter().map(|receipt| receipt.registration.clone().unwrap()).collect();
    assert!(numbers[0].starts_with("H-") && numbers[1].starts_with("E-"), "{numbers:?}");
    assert!(reply.receipts.iter().all(|receipt| receipt.outcome == Outcome::Stored));
    let pulled = amina.pull(&area(), None, 100).await;
    let said = |id: RecordId| pulled.records.iter().find(|record| record.id == id).and_then(|record| record.facts.text("registration"));
    assert_eq!((said(home.record), said(visit.record)), (Some(numbers[0].as_str()), Some(numbers[1].as_str())));
    assert_eq!(nadia.push(std::slice::from_ref(&home)).await.receipts[0], reply.receipts[0], "a lost reply gives the same number");

    // An edit that has never heard of the number neither clashes with it nor takes it away.
    let moved = nadia.change(Kind::Household, home.record, Verb::Edit, None, json!({"address": "by the well", "registration": null}));
    let edited = nadia.push(&[moved]).await.receipts.remove(0);
    assert_eq!((edited.outcome, edited.registration.as_ref()), (Outcome::Stored, Some(&numbers[0])));
    assert_eq!(ground.facts(Kind::Household, home.record).unwrap().text("registration"), Some(numbers[0].as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_recorded_in_an_area_of_others_is_kept_and_goes_to_support() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let reply = nadia.push(&[household(&nadia, "hill")]).await;
    let receipt = &reply.receipts[0];
    assert!(matches!(receipt.outcome, Outcome::WithSupport { reason: Reason::NotPermitted, .. }), "{receipt:?}");
    assert!(receipt.registration.is_some(), "it is registered all the same");
    assert_eq!(refused(nadia.pull_request(&Scope::Area("hill".into()), None, 1)).await.code, Code::NotPermitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_about_a_household_that_waits_at_support_is_not_held_up() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let mut home = household(&nadia, "mill");
    home.facts.0.insert("members".into(), json!(100_000));
    let visit = entry(&nadia, home.record);
    let stray = entry(&nadia, nadia.world.mint().into());
    let receipts = nadia.push(&[home, visit, stray]).await.receipts;
    assert!(matches!(receipts[0].outcome, Outcome::WithSupport { reason: Reason::Invalid, .. }), "{:?}", receipts[0]);
    assert_eq!(receipts[1].outcome, Outcome::Stored);
    assert!(matches!(receipts[2].outcome, Outcome::WithSupport { reason: Reason::UnknownReference, .. }), "{:?}", receipts[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_given_her_areas_what_their_campaign_needs_and_whom_to_ring() {
    let ground = campaign().await;
    let contact = Contact { name: "Rosa Example".into(), role: None, phone: "0800 000 000".into(), area: None, place: 0 };
    ground.put(Kind::Contact, RecordId::named("contact", &[ORG, "Rosa Example"]), &Facts::of(&contact));
    let nadia = ground.sign_in("nadia").await;
    let scopes = nadia.hello().await.scopes;
    let named = |scope: Scope| scopes.iter().find(|card| card.scope == scope).map(|card| card.name.clone());
    assert_eq!(named(area()).as_deref(), Some("The mill"));
    assert_eq!(named(Scope::Forms("nets".into())).as_deref(), Some("Nets"));
    assert_eq!(named(Scope::Messages("nets".into())).as_deref(), Some("Nets"));
    assert_eq!(nadia.pull(&Scope::Contacts, None, 10).await.records.len(), 1);
    ground.tell(|_, tx| {
        assign_area(tx, ORG, "north", "mill", false).unwrap();
        let nowhere = assign_area(tx, ORG, "north", "moon", true).unwrap_err().to_string();
        assert_eq!(nowhere, "there is no area moon: add it to a campaign first");
    });
    assert!(nadia.hello().await.scopes.iter().all(|card| card.scope != area()));
}
