//! What campaign workers record from door to door: households, people with ids from the pool, forms with pictures. And what is
//! promised of that, when all is quiet.

use crate::deed::{Known, by, saves, saves_by};
use crate::dice::Dice;
use crate::ground::Ground;
use crate::journal::Journal;
use crate::laptop::Laptop;
use daybook_form::{Form, Limits, Now};
use daybook_record::code::Gender;
use daybook_record::draft::{Entry, HouseholdDraft, IndividualDraft};
use daybook_record::kind::{Around, FormEntry, Household, Individual, POOL, TEMPORARY};
use daybook_record::{ChangeId, Facts, Kind, Made, RecordId, Scope, World};
use daybook_server::demo::campaign::{AREA, CAMPAIGN, NEWER_VISIT, TEAM, publish_form};
use daybook_server::demo::place::ORGANISATION;
use daybook_server::people::{SetUpError, assign_area};
use daybook_store::{DraftRow, Which};
use daybook_wire::batch::sha256;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Households of the campaign when a play begins.
pub const HOUSEHOLDS: usize = 6;

/// One of the records of this kind that are on her laptop.
fn one_of<T: DeserializeOwned>(laptop: &Laptop, known: &Known, ground: &Ground, kind: Kind, dice: &mut Dice) -> Option<(RecordId, T)> {
    let there = ground.look(|tx| tx.records(ORGANISATION, kind)).into_iter().map(|kept| kept.held.record);
    let all: BTreeSet<RecordId> = there.chain(known.iter().filter(|known| known.0 == kind).map(|known| known.1)).collect();
    let all: Vec<RecordId> = all.into_iter().collect();
    let id = dice.one_of(&all).copied()?;
    laptop.store.typed(kind, id).expect("a record reads").map(|record| (id, record))
}

fn area(laptop: &Laptop) -> Option<String> {
    laptop.store.areas().expect("areas read").into_iter().map(|area| area.key).next()
}

/// Registers a household, or corrects one.
pub fn household(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice, ground: &Ground) -> bool {
    let earlier = dice.percent(40).then(|| one_of::<Household>(laptop, known, ground, Kind::Household, dice)).flatten();
    let Some(area) = earlier.as_ref().map(|(_, earlier)| earlier.area.clone()).or_else(|| area(laptop)) else { return false };
    let by = by(laptop);
    let around = Around { today: by.at.date(), child: None, session: None };
    let draft = HouseholdDraft {
        record: earlier.as_ref().map_or_else(|| RecordId(laptop.world.mint()), |(id, _)| *id),
        area,
        head: Some(format!("Head {}", dice.below(30))),
        members: 1 + dice.below(9) as u32,
        address: dice.percent(50).then(|| format!("Street {}", dice.below(9))),
        latitude: Some(-15.05),
        longitude: Some(39.2),
        accuracy: None,
        notes: None,
    };
    saves(laptop, known, draft.into_entry(&by, earlier.as_ref().map(|(_, earlier)| earlier), &around))
}

/// Registers a person, most often with an id from the pool; or corrects one.
pub fn person(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice, ground: &Ground) -> bool {
    let earlier = dice.percent(30).then(|| one_of::<Individual>(laptop, known, ground, Kind::Individual, dice)).flatten();
    let home = one_of::<Household>(laptop, known, ground, Kind::Household, dice);
    let Some(area) = earlier.as_ref().map(|(_, she)| she.area.clone()).or_else(|| area(laptop)) else { return false };
    let wants_id = dice.percent(80);
    let by = by(laptop);
    let around = Around { today: by.at.date(), child: None, session: None };
    let draft = IndividualDraft {
        record: earlier.as_ref().map_or_else(|| RecordId(laptop.world.mint()), |(id, _)| *id),
        household: home.filter(|(_, home)| home.area == area).map(|(id, _)| id),
        area,
        given_name: format!("Person {}", dice.below(200)),
        family_name: Some(format!("Family {}", dice.below(50))),
        date_of_birth: None,
        age: Some(dice.below(90) as u32),
        gender: dice.percent(50).then_some(Gender::Female),
        documents: Vec::new(),
        wants_id,
        head: false,
    };
    let entry = draft.into_entry(&by, earlier.as_ref().map(|(_, she)| she), &around);
    saves_by(laptop, known, entry, |store, entry, change, made| match wants_id {
        true => store.register(entry, change, made),
        false => store.record(entry, change, made),
    })
}

/// Fills in a form about a household or a person: begins one, and finishes it or leaves it; or finishes one that was left.
pub fn form(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice, ground: &Ground) -> bool {
    let left = laptop.store.drafts().expect("drafts read");
    match dice.one_of(&left).filter(|_| dice.percent(50)).cloned() {
        Some(draft) => finishes(laptop, known, &draft, dice),
        None => begins(laptop, known, dice, ground),
    }
}

fn begins(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice, ground: &Ground) -> bool {
    let about_somebody = dice.percent(40);
    let (name, answers) = if about_somebody { ("referral", referral(dice)) } else { ("net_visit", visit(laptop, dice)) };
    let Some(form) = laptop.store.form(name).expect("forms read") else { return false };
    let which = if about_somebody {
        Which { individual: one_of::<Individual>(laptop, known, ground, Kind::Individual, dice).map(|(id, _)| id), ..Which::default() }
    } else {
        Which { household: one_of::<Household>(laptop, known, ground, Kind::Household, dice).map(|(id, _)| id), ..Which::default() }
    };
    if which == Which::default() {
        return false;
    }
    let (draft, now) = (RecordId(laptop.world.mint()), laptop.world.now());
    let begun = laptop.store.begin_draft(draft, &form, &Map::new(), &which, now);
    let kept = laptop.may_fail(begun).and_then(|()| laptop.may_fail(laptop.store.save_draft(draft, &answers, None, now)));
    if kept.is_none() {
        return false;
    }
    laptop.drafts.insert(draft, form.name.sha256);
    let draft = laptop.store.draft(draft).expect("drafts read");
    dice.percent(70) && draft.is_some_and(|draft| finishes(laptop, known, &draft, dice))
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn referral(dice: &mut Dice) -> Map<String, Value> {
    object(json!({ "reason": "fever", "urgent": dice.percent(20), "facility": "post" }))
}

fn visit(laptop: &Laptop, dice: &mut Dice) -> Map<String, Value> {
    let today = laptop.world.now().date();
    if dice.percent(30) {
        return object(json!({ "day": today, "outcome": "absent" }));
    }
    object(json!({ "day": today, "outcome": "done", "sleepers": 4, "under_five": 1, "nets": 2, "hung": "all" }))
}

/// The draft becomes an entry, now and then with a picture that was just taken.
fn finishes(laptop: &mut Laptop, known: &mut Known, draft: &DraftRow, dice: &mut Dice) -> bool {
    let definition = laptop.store.form_definition(&draft.name.sha256).expect("forms read").expect("a draft keeps its form");
    let form = Form::parse(definition.as_bytes(), &Limits::default()).expect("a published form reads");
    let mut answers = draft.answers.clone();
    if answers.get("outcome").is_some_and(|outcome| outcome == "done") && dice.percent(60) {
        let picture = format!("a picture of {}", dice.below(1_000_000)).into_bytes();
        let name = sha256(&picture);
        let kept = laptop.store.keep_attachment(&name, "image/png", &picture, laptop.world.now());
        if laptop.may_fail(kept).is_none() {
            return false;
        }
        answers.insert("photo".to_owned(), json!({ "sha256": name, "media_type": "image/png", "bytes": picture.len() }));
    }
    let by = by(laptop);
    let now = Now::parse_from_rfc3339(&by.at.to_string()).expect("a moment");
    if !form.look(&answers, &now).is_complete() {
        return false;
    }
    let data = form.sent(&answers, &now);
    let Some(area) = laptop.store.area_for(CAMPAIGN, &draft.about).expect("areas read") else { return false };
    let pictures: Vec<String> = form.pictures(&data).into_iter().collect();
    let entry = FormEntry {
        campaign: CAMPAIGN.to_owned(),
        area,
        form: draft.name.form.clone(),
        version: draft.name.version.clone(),
        sha256: draft.name.sha256.clone(),
        data: data.into(),
        household: draft.about.household,
        individual: draft.about.individual,
        at: by.at,
        recorded_by: Some(by.name.clone()),
        registration: None,
    };
    let entry = Entry { kind: Kind::Entry, record: draft.id, facts: Facts::of(&entry) };
    let done =
        saves_by(laptop, known, Ok(entry), |store, entry, change: ChangeId, made: Made| store.record_draft(entry, &pictures, change, made));
    // Where the process died of it the draft may be there or not.
    if done || laptop.fuse.is_dead() {
        laptop.drafts.remove(&draft.id);
    }
    done
}

/// A newer form is published; once more changes nothing.
pub fn publishes(ground: &Ground) -> bool {
    let world = ground.world();
    ground.tell::<_, SetUpError>(|_, ingest| publish_form(&ingest, NEWER_VISIT, world.as_ref()).map(drop)).is_ok()
}

/// The area is given to the team, or taken away.
pub fn area_goes(ground: &Ground) -> bool {
    let done = ground.tell::<_, SetUpError>(|tx, _| {
        let has = tx.areas_of(ORGANISATION, TEAM)?.iter().any(|area| area == AREA);
        assign_area(tx, ORGANISATION, TEAM, AREA, !has)
    });
    done.is_ok()
}

/// Drafts are what they were: each with the form it was begun with.
pub fn drafts_keep_their_form(laptop: &Laptop, journal: &Journal) {
    let here: BTreeMap<RecordId, String> =
        laptop.store.drafts().expect("drafts read").into_iter().map(|draft| (draft.id, draft.name.sha256)).collect();
    for (draft, form) in &laptop.drafts {
        if here.get(draft) != Some(form) {
            journal.broken("a draft keeps the form it was begun with", format!("{}: {draft}", laptop.name));
        }
    }
}

/// What holds at the service when nothing waits and nothing moves.
pub fn when_all_is_quiet(ground: &Ground, journal: &Journal) {
    let mut ids: BTreeMap<String, RecordId> = BTreeMap::new();
    let mut given = 0;
    for kept in ground.look(|tx| tx.records(ORGANISATION, Kind::Individual)) {
        let she: Individual = kept.held.facts.read().expect("a person reads");
        for identifier in she.identifiers {
            if identifier.scheme == TEMPORARY {
                journal.broken("a temporary id is replaced", format!("{}", kept.held.record));
            }
            if identifier.scheme == POOL {
                given += 1;
                if let Some(other) = ids.insert(identifier.value.clone(), kept.held.record) {
                    journal.broken("no id is given to two people", format!("{}: {other} and {}", identifier.value, kept.held.record));
                }
            }
        }
    }
    journal.add("field: ids given to people, each to one", given);
    let mut numbers: BTreeMap<String, RecordId> = BTreeMap::new();
    for kind in [Kind::Household, Kind::Individual, Kind::Entry] {
        for kept in ground.look(|tx| tx.records(ORGANISATION, kind)) {
            match kept.held.facts.text("registration") {
                None => journal.broken("what was registered has its number", format!("{kind} {}", kept.held.record)),
                Some(number) => {
                    if let Some(other) = numbers.insert(number.to_owned(), kept.held.record) {
                        journal.broken("a number is one record's alone", format!("{number}: {other} and {}", kept.held.record));
                    }
                }
            }
        }
    }
    for missing in ground.look(|tx| tx.missing_pictures(ORGANISATION, 10)) {
        journal.broken("every picture that an entry names is at the service", format!("{missing:?}"));
    }
}

/// Of an area that is not hers, nothing at all.
pub fn nothing_is_here_that_may_not_be(laptop: &Laptop, ground: &Ground, journal: &Journal) {
    let hers = ground.look(|tx| tx.scopes_of(ORGANISATION, laptop.store.profile().person));
    let scope = Scope::Area(AREA.to_owned());
    if hers.contains(&scope) {
        return;
    }
    for there in ground.look(|tx| tx.page(ORGANISATION, &scope, 0, 1_000_000)) {
        if laptop.store.typed::<Facts>(there.kind, there.id).expect("a record reads").is_some() {
            journal.broken("nothing of an area is on a device that may not have it", format!("{}: {}", laptop.name, there.id));
        }
    }
}
