//! Forms: drafts that keep their form, entries that are there when their drafts are gone, pictures that are not deleted.

use crate::laptop::{Laptop, card, page};
use daybook_record::draft::Entry;
use daybook_record::kind::{Area, Form, FormEntry, Household, Individual};
use daybook_record::{Facts, Kind, Moment, Outcome, RecordId, Scope};
use daybook_store::view::{SendState, Who};
use daybook_store::{StoreError, Which};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const FORM: &str = "visit";

fn answers(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn sha256(version: &str) -> String {
    format!("{version:0>64}")
}

fn published(version: &str, at: &str) -> Form {
    Form {
        campaign: "nets".to_owned(),
        form: FORM.to_owned(),
        version: version.to_owned(),
        sha256: sha256(version),
        place: 1,
        title: BTreeMap::from([("en".to_owned(), format!("Visit {version}"))]),
        languages: vec!["en".to_owned()],
        published_at: Moment::parse(at).unwrap(),
        withdrawn: false,
        definition: format!("{{\"version\":\"{version}\"}}"),
    }
}

fn area(key: &str) -> Area {
    Area {
        key: key.to_owned(),
        campaign: "nets".to_owned(),
        name: format!("Area {key}"),
        west: 7.0,
        south: 43.0,
        east: 8.0,
        north: 44.0,
        smallest_zoom: 8,
        largest_zoom: 14,
        households: None,
    }
}

impl Laptop {
    /// With these areas of one campaign, and one form of it.
    pub fn in_areas(keys: &[&str]) -> Self {
        let laptop = Self::new();
        let areas = keys.iter().map(|key| card(Scope::Area((*key).to_owned()), &format!("Area {key}")));
        let cards: Vec<_> =
            [card(Scope::Reference, "Reference"), card(Scope::Forms("nets".to_owned()), "Forms")].into_iter().chain(areas).collect();
        laptop.store.assign(&cards, laptop.now()).unwrap();
        let areas = keys.iter().map(|key| laptop.arrived(Kind::Area, RecordId::of_area(key), &area(key))).collect();
        laptop.apply(&page(Scope::Reference, areas));
        laptop.publish(&published("1", "2026-01-10T08:00:00+00:00"));
        laptop
    }

    fn publish(&self, form: &Form) {
        let id = Form::record(&form.form, &form.version, &form.sha256);
        let arrived = self.arrived(Kind::Form, id, form);
        self.apply(&page(Scope::Forms("nets".to_owned()), vec![arrived]));
    }

    pub fn begin(&self, about: &Which) -> RecordId {
        let (draft, form) = (self.id(), self.store.form(FORM).unwrap().unwrap());
        self.store.begin_draft(draft, &form, &Map::new(), about, self.now()).unwrap();
        draft
    }

    pub fn fill(&self, draft: RecordId, value: Value) {
        self.store.save_draft(draft, &answers(value), Some("home"), self.now()).unwrap();
    }

    fn entry_of(&self, draft: RecordId, area: &str) -> Entry {
        let row = self.store.draft(draft).unwrap().unwrap();
        let entry = FormEntry {
            campaign: "nets".to_owned(),
            area: area.to_owned(),
            form: FORM.to_owned(),
            version: row.name.version,
            sha256: row.name.sha256,
            data: row.answers.into(),
            household: row.about.household,
            individual: row.about.individual,
            at: self.now(),
            recorded_by: None,
            registration: None,
        };
        Entry { kind: Kind::Entry, record: draft, facts: Facts::of(&entry) }
    }

    pub fn enter(&self, draft: RecordId, area: &str, pictures: &[String]) {
        let saved = self.store.record_draft(&self.entry_of(draft, area), pictures, self.change_id(), self.made()).unwrap();
        assert!(saved.change.is_some());
    }
}

#[test]
fn a_draft_keeps_the_form_it_was_begun_with_whatever_is_published_or_taken_away() {
    let laptop = Laptop::in_areas(&["mill"]);
    let draft = laptop.begin(&Which::default());
    laptop.fill(draft, json!({ "a": 1 }));
    laptop.publish(&published("2", "2026-01-12T08:00:00+00:00"));
    assert_eq!(laptop.store.form(FORM).unwrap().unwrap().name.version, "2");
    laptop.publish(&Form { withdrawn: true, ..published("1", "2026-01-10T08:00:00+00:00") });
    assert_eq!(laptop.store.draft(draft).unwrap().unwrap().name.version, "1");
    // The campaign is over, and its forms have left this device.
    let gone = daybook_store::Departed {
        kind: Kind::Form,
        id: Form::record(FORM, "1", &sha256("1")),
        version: laptop.next_version(),
        removed: true,
    };
    laptop.apply(&daybook_store::Page { gone: vec![gone], ..page(Scope::Forms("nets".to_owned()), Vec::new()) });
    assert_eq!(laptop.store.form_definition(&sha256("1")).unwrap().unwrap(), "{\"version\":\"1\"}");
}

#[test]
fn of_a_form_the_version_published_last_and_not_withdrawn_is_for_new_entries() {
    let laptop = Laptop::in_areas(&["mill"]);
    // Whatever their versions look like: "10" is no smaller than "9" here.
    laptop.publish(&published("9", "2026-01-13T08:00:00+00:00"));
    laptop.publish(&published("10", "2026-01-14T08:00:00+00:00"));
    let newest = || laptop.store.forms().unwrap().into_iter().map(|form| form.name.version).collect::<Vec<_>>();
    assert_eq!(newest(), ["10"]);
    laptop.publish(&Form { withdrawn: true, ..published("10", "2026-01-14T08:00:00+00:00") });
    assert_eq!(newest(), ["9"]);
}

#[test]
fn a_draft_in_which_nothing_was_filled_in_is_listed_nowhere_and_cleared_away() {
    let laptop = Laptop::in_areas(&["mill"]);
    let (empty, begun) = (laptop.begin(&Which::default()), laptop.begin(&Which::default()));
    laptop.fill(begun, json!({ "a": 1 }));
    // Turning a page is no change.
    laptop.fill(empty, json!({}));
    assert_eq!(laptop.store.drafts().unwrap().iter().map(|draft| draft.id).collect::<Vec<_>>(), [begun]);
    laptop.world.wait(25 * 3600);
    laptop.begin(&Which::default());
    assert!(laptop.store.draft(empty).unwrap().is_none());
    assert!(laptop.store.draft(begun).unwrap().is_some(), "what somebody filled in is not cleared away by time");
}

#[test]
fn a_discarded_draft_can_be_brought_back_for_a_day() {
    let laptop = Laptop::in_areas(&["mill"]);
    let draft = laptop.begin(&Which::default());
    laptop.fill(draft, json!({ "a": 1 }));
    laptop.store.discard_draft(draft, Some(laptop.now())).unwrap();
    assert!(laptop.store.drafts().unwrap().is_empty() && laptop.store.draft(draft).unwrap().is_none());
    let refused = laptop.store.save_draft(draft, &answers(json!({})), None, laptop.now());
    assert!(matches!(refused, Err(StoreError::Unknown(_))), "a draft that was put away is not written to");
    laptop.store.discard_draft(draft, None).unwrap();
    assert_eq!(laptop.store.draft(draft).unwrap().unwrap().answers, answers(json!({ "a": 1 })));
    laptop.store.discard_draft(draft, Some(laptop.now())).unwrap();
    laptop.world.wait(25 * 3600);
    laptop.begin(&Which::default());
    assert!(matches!(laptop.store.discard_draft(draft, None), Err(StoreError::Unknown(_))));
}

#[test]
fn an_entry_is_there_when_its_draft_is_gone_and_goes_up_once() {
    let laptop = Laptop::in_areas(&["mill"]);
    let draft = laptop.begin(&Which::default());
    laptop.fill(draft, json!({ "a": 1 }));
    let (entry, change) = (laptop.entry_of(draft, "mill"), laptop.change_id());
    for _ in 0..2 {
        laptop.store.record_draft(&entry, &[], change, laptop.made()).unwrap();
    }
    assert!(laptop.store.drafts().unwrap().is_empty());
    assert_eq!(laptop.store.unsent().unwrap().changes, 1);
    let [made] = laptop.store.form_entries(&Which::default()).unwrap().try_into().unwrap();
    assert_eq!((made.state, made.registration, made.name.title["en"].as_str()), (Some(SendState::Waiting), None, "Visit 1"));
    let sync = laptop.sync_id();
    laptop.store.begin_sync(sync, laptop.now()).unwrap();
    let receipt = daybook_record::Receipt { registration: Some("E-4K7Q-9ZD".to_owned()), ..laptop.receipt(change, 1, Outcome::Stored) };
    laptop.store.settle(&[receipt], laptop.now()).unwrap();
    let made = laptop.store.form_entry(draft).unwrap().unwrap();
    assert_eq!((made.state, made.registration.as_deref()), (Some(SendState::Received), Some("E-4K7Q-9ZD")));
    assert!(made.receipt.is_some());
}

#[test]
fn entries_are_found_by_the_household_they_are_about() {
    let laptop = Laptop::in_areas(&["mill", "lake"]);
    let household = laptop.id();
    let facts = json!({ "area": "lake", "members": 4, "at": laptop.now() });
    let read: Household = serde_json::from_value(facts).unwrap();
    laptop.save(&Entry { kind: Kind::Household, record: household, facts: Facts::of(&read) });
    let about = Which { household: Some(household), ..Which::default() };
    let draft = laptop.begin(&about);
    laptop.fill(draft, json!({ "a": 1 }));
    let area = laptop.store.area_for("nets", &about).unwrap();
    assert_eq!(area.as_deref(), Some("lake"), "an entry belongs where the household is");
    laptop.enter(draft, "lake", &[]);
    let found = |about: &Which| laptop.store.form_entries(about).unwrap().len();
    assert_eq!((found(&about), found(&Which { household: Some(laptop.id()), ..Which::default() })), (1, 0));
    assert_eq!(found(&Which { area: Some("mill".to_owned()), ..Which::default() }), 0);
}

#[test]
fn an_entry_says_about_whom_it_is_also_where_they_are_not_on_this_device() {
    let laptop = Laptop::in_areas(&["mill"]);
    let (home, unnamed, rui, elsewhere) = (laptop.id(), laptop.id(), laptop.id(), laptop.id());
    let household = |facts: Value| Facts::of(&serde_json::from_value::<Household>(facts).unwrap());
    let at = laptop.now();
    for (record, facts) in [
        (home, json!({ "area": "mill", "head": "Rosa Example", "address": "By the well", "members": 4, "at": at })),
        (unnamed, json!({ "area": "mill", "members": 1, "at": at })),
    ] {
        laptop.save(&Entry { kind: Kind::Household, record, facts: household(facts) });
    }
    let facts = json!({ "area": "mill", "household": home, "given_name": "Rui", "family_name": "Example", "at": at });
    let facts = Facts::of(&serde_json::from_value::<Individual>(facts).unwrap());
    laptop.save(&Entry { kind: Kind::Individual, record: rui, facts });
    let said = |household: Option<RecordId>, individual: Option<RecordId>| {
        let draft = laptop.begin(&Which { household, individual, area: Some("mill".to_owned()) });
        laptop.fill(draft, json!({ "a": 1 }));
        laptop.enter(draft, "mill", &[]);
        laptop.store.form_entry(draft).unwrap().unwrap().who
    };
    let named =
        |head: Option<&str>, address: Option<&str>| Who::Household { head: head.map(str::to_owned), address: address.map(str::to_owned) };
    let rosas = named(Some("Rosa Example"), Some("By the well"));
    assert_eq!(said(None, None), Who::Nobody);
    assert_eq!(said(Some(home), None), rosas);
    assert_eq!(said(Some(unnamed), None), named(None, None));
    assert_eq!(said(Some(home), Some(rui)), Who::Individual { given_name: "Rui".to_owned(), family_name: Some("Example".to_owned()) });
    assert_eq!(said(Some(home), Some(elsewhere)), rosas, "she is not here, her household is");
    assert_eq!((said(Some(elsewhere), None), said(Some(elsewhere), Some(elsewhere))), (Who::HouseholdNotHere, Who::IndividualNotHere));
    assert_eq!(laptop.store.form_entries(&Which::default()).unwrap().len(), 7, "each once");
}

#[test]
fn an_area_is_only_said_where_it_is_sure() {
    let one = Laptop::in_areas(&["mill"]);
    assert_eq!(one.store.area_for("nets", &Which::default()).unwrap().as_deref(), Some("mill"));
    assert_eq!(one.store.area_for("another", &Which::default()).unwrap(), None);
    let two = Laptop::in_areas(&["mill", "lake"]);
    let chosen = |area: &str| Which { area: Some(area.to_owned()), ..Which::default() };
    assert_eq!(two.store.area_for("nets", &Which::default()).unwrap(), None);
    assert_eq!(two.store.area_for("nets", &chosen("lake")).unwrap().as_deref(), Some("lake"));
    assert_eq!(two.store.area_for("nets", &chosen("moon")).unwrap(), None, "an area that was taken away is chosen no more");
}

#[test]
fn a_picture_that_was_not_handed_in_is_never_deleted() {
    let laptop = Laptop::in_areas(&["mill"]);
    let name = "ab".repeat(32);
    laptop.store.keep_attachment(&name, "image/png", b"picture", laptop.now()).unwrap();
    laptop.store.keep_attachment(&name, "image/png", b"picture", laptop.now()).unwrap();
    let draft = laptop.begin(&Which::default());
    laptop.fill(draft, json!({ "face": { "sha256": name } }));
    laptop.enter(draft, "mill", &[name.clone(), "cd".repeat(32)]);
    let named = laptop.store.attachments_of(draft).unwrap();
    assert_eq!(
        named.iter().map(|picture| picture.bytes.as_slice()).collect::<Vec<_>>(),
        [b"picture"],
        "one that is not here is nobody's to hand in"
    );
    laptop.store.attachment_handed_in(&name, laptop.now()).unwrap();
    assert_eq!(laptop.reopened().store.attachment(&name).unwrap(), Some(("image/png".to_owned(), b"picture".to_vec())));
}
