//! A campaign in the demo: mosquito nets for every household of a village, the team that goes from door to door, its forms, what
//! was done in its first days, and whom it rings.

use super::chance::Chance;
use super::people::DemoUser;
use super::place::ORGANISATION;
use super::{Making, add_missing_users, village};
use crate::db::{DbError, IdPool, Team, Tx};
use crate::form::{NotPublished, publish};
use crate::idpool::{A_DAY, Format, IN_ALL};
use crate::ingest::Ingest;
use crate::people::{SetUpError, add_team, assign_area};
use chrono::{Days, NaiveTime};
use daybook_form::{Definition, Limits};
use daybook_record::code::{Gender, Role};
use daybook_record::kind::{Area, Campaign, Contact, FormEntry, Household, Identifier, Individual};
use daybook_record::{Facts, Kind, Moment, RecordId, World};
use serde_json::json;

/// The campaign's key.
pub const CAMPAIGN: &str = "nets-2026";
/// The key of its one area.
pub const AREA: &str = "mangueira";
/// The key of the team that goes from door to door.
pub const TEAM: &str = "field";

/// Who goes from door to door.
pub const USERS: &[DemoUser] = &[
    worker("rosa", "Rosa", "Macuácua", "goes from door to door in the campaign"),
    worker("tomas", "Tomás", "Nhantumbo", "her colleague in the next street"),
];

const fn worker(username: &'static str, given_name: &'static str, family_name: &'static str, purpose: &'static str) -> DemoUser {
    DemoUser { username, given_name, family_name, role: Role::HealthcareAssistant, teams: &[TEAM], purpose }
}

/// The form of every visit.
pub const VISIT: &str = include_str!("form/net_visit-1.json");
/// The same form as it is changed on the campaign's fourth evening.
pub const NEWER_VISIT: &str = include_str!("form/net_visit-2.json");
/// The form for whom a doctor should see.
pub const REFERRAL: &str = include_str!("form/referral-1.json");

const GIRLS: &[&str] = &["Amélia", "Celeste", "Graça", "Inês", "Josina", "Lurdes", "Marta", "Neima", "Olga", "Palmira", "Rute", "Zainabo"];
const BOYS: &[&str] =
    &["Abdul", "Bento", "Carlos", "Domingos", "Elias", "Fernando", "Gito", "Horácio", "Issufo", "João", "Momade", "Salvador"];
const FAMILIES: &[&str] =
    &["Amade", "Bila", "Chissano", "Cossa", "Guambe", "Langa", "Machava", "Mondlane", "Muianga", "Nhaca", "Sitoe", "Tembe", "Ussene"];
const FOUND_BY: &[&str] =
    &["by the well", "blue door", "behind the school", "next to the mill", "the house with the mango tree", "last on the left"];

/// Makes the campaign with so many households; none of it where there are none.
pub(super) fn campaign(
    making: &mut Making<'_>,
    tx: &dyn Tx,
    world: &dyn World,
    seed: u64,
    households: usize,
    password_hash: &str,
) -> Result<(), SetUpError> {
    if households == 0 {
        return Ok(());
    }
    // The campaign began three days before it was made for the first time: a second time changes nothing.
    let known = making.ingest.all(Kind::Campaign)?.into_iter().find(|kept| kept.held.record == RecordId::of_campaign(CAMPAIGN));
    let known: Option<Campaign> = known.and_then(|kept| kept.held.facts.read().ok());
    let starts = known.and_then(|campaign| campaign.starts).or_else(|| world.today().checked_sub_days(Days::new(3))).unwrap_or_default();
    let campaign = Campaign {
        key: CAMPAIGN.to_owned(),
        name: "A net for everybody".to_owned(),
        languages: vec!["en".to_owned(), "pt".to_owned()],
        starts: Some(starts),
        ends: starts.checked_add_days(Days::new(28)),
        ..Campaign::default()
    };
    making.put(Kind::Campaign, RecordId::of_campaign(CAMPAIGN), &Facts::of(&campaign))?;
    let streets = village::streets_for(households);
    let [west, south, east, north] = village::bounds(streets);
    let area = Area {
        key: AREA.to_owned(),
        campaign: CAMPAIGN.to_owned(),
        name: "Mangueira".to_owned(),
        west,
        south,
        east,
        north,
        smallest_zoom: 10,
        largest_zoom: 14,
        households: u32::try_from(households).ok(),
    };
    making.put(Kind::Area, RecordId::of_area(AREA), &Facts::of(&area))?;
    let team = Team { key: TEAM.to_owned(), name: "Mangueira field team".to_owned(), phone: Some("01632 960104".to_owned()), email: None };
    add_team(tx, ORGANISATION, &team, world)?;
    assign_area(tx, ORGANISATION, TEAM, AREA, true)?;
    // A demo may be made anew over what is there: the pool goes on where it stands.
    if tx.id_pool(ORGANISATION, CAMPAIGN)?.is_none() {
        let format: Format = "MV-######-*".parse().map_err(|_| DbError::Refused("the demo's ids have no format".to_owned()))?;
        let (format, last) = (format.as_str().to_owned(), format.last());
        tx.save_id_pool(ORGANISATION, &IdPool { campaign: CAMPAIGN.to_owned(), format, next: 1, last, a_day: A_DAY, in_all: IN_ALL })?;
    }
    let dashboards = crate::dashboard::read(include_str!("dashboards.json").as_bytes());
    let dashboards = dashboards.map_err(|error| DbError::Refused(format!("the demo's dashboards: {error}")))?;
    dashboards.definitions.iter().try_for_each(|dashboard| tx.save_dashboard(ORGANISATION, CAMPAIGN, dashboard))?;
    add_missing_users(tx, world, USERS, password_hash)?;
    for (place, (name, role, phone)) in (0..).zip([
        ("Dr Lúcia Sitoe", "Doctor on call", "01632 960201"),
        ("Paulo Bila", "Supervisor of the field team", "01632 960202"),
        ("Ambulance", "District hospital", "01632 960203"),
    ]) {
        let contact =
            Contact { name: name.to_owned(), role: Some(role.to_owned()), phone: phone.to_owned(), area: Some(AREA.to_owned()), place };
        making.put(Kind::Contact, RecordId::named("contact", &[ORGANISATION, name]), &Facts::of(&contact))?;
    }
    let visit = publish_form(&making.ingest, VISIT, world)?;
    publish_form(&making.ingest, REFERRAL, world)?;
    let morning = Moment::at(starts.and_time(NaiveTime::MIN).and_utc().timestamp() + 8 * 3600, 0);
    (0..u32::try_from(households).unwrap_or(u32::MAX)).try_for_each(|n| household(making, seed, n, streets, &visit, morning))
}

/// Publishes one of the demo's forms for new entries of its campaign.
pub fn publish_form(ingest: &Ingest<'_>, form: &str, world: &dyn World) -> Result<Definition, SetUpError> {
    let refused = |error: &dyn std::fmt::Display| DbError::Refused(format!("the demo's form: {error}"));
    let definition = Definition::parse(form.as_bytes(), &Limits::default()).map_err(|error| refused(&error))?;
    publish(ingest, &definition, CAMPAIGN, None, world).map_err(|error| match error {
        NotPublished::Db(error) => error,
        other => refused(&other),
    })?;
    Ok(definition)
}

/// A household with those who live in it, and, for some, the visit in the first days.
fn household(making: &mut Making<'_>, seed: u64, n: u32, streets: u32, visit: &Definition, at: Moment) -> Result<(), SetUpError> {
    let chance = &mut Chance::of(seed, "household", n.into());
    let family = chance.one_of(FAMILIES);
    let members = 1 + chance.below(6) as u32;
    let people: Vec<Individual> = (0..members).map(|place| person(chance, family, place == 0, at)).collect();
    let [longitude, latitude] = village::house(streets, n);
    let id = RecordId::named("household", &[ORGANISATION, AREA, &n.to_string()]);
    let household = Household {
        area: AREA.to_owned(),
        head: people.first().map(Individual::name),
        members,
        address: Some(chance.one_of(FOUND_BY).to_owned()),
        latitude: Some(latitude),
        longitude: Some(longitude),
        accuracy: Some(5.0),
        notes: None,
        at,
        recorded_by: Some(USERS[1].name()),
        registration: None,
    };
    making.put(Kind::Household, id, &Facts::of(&household))?;
    for (place, person) in people.into_iter().enumerate() {
        let person = Individual { household: Some(id), ..person };
        making.put(Kind::Individual, RecordId::named("individual", &[&id.to_string(), &place.to_string()]), &Facts::of(&person))?;
    }
    visited(making, seed, (n, id, members), visit, at)
}

/// The visit that one household in five had from Tomás in the campaign's first days.
fn visited(
    making: &mut Making<'_>,
    seed: u64,
    (n, household, members): (u32, RecordId, u32),
    visit: &Definition,
    at: Moment,
) -> Result<(), SetUpError> {
    let chance = &mut Chance::of(seed, "visit", n.into());
    if !chance.percent(20) {
        return Ok(());
    }
    let at = at.plus_seconds(3600 * (24 * chance.below(3) as i64 + 1));
    let due = members.div_ceil(2);
    let data = match chance.below(10) {
        0 => json!({ "day": at.date(), "outcome": "absent" }),
        1 => json!({ "day": at.date(), "outcome": "refused" }),
        few => {
            json!({ "day": at.date(), "outcome": "done", "sleepers": members, "due": due, "nets": if few == 2 { due - 1 } else { due } })
        }
    };
    let entry = FormEntry {
        campaign: CAMPAIGN.to_owned(),
        area: AREA.to_owned(),
        form: visit.id.clone(),
        version: visit.version.clone(),
        sha256: visit.sha256(),
        data,
        household: Some(household),
        individual: None,
        at,
        recorded_by: Some(USERS[1].name()),
        registration: None,
    };
    making.put(Kind::Entry, RecordId::named("entry", &[&household.to_string(), "net_visit"]), &Facts::of(&entry))?;
    Ok(())
}

fn person(chance: &mut Chance, family: &str, head: bool, at: Moment) -> Individual {
    let girl = chance.percent(52);
    let years = if head { 22 + chance.below(50) } else { chance.below(60) };
    let born = at.date().checked_sub_days(Days::new(years * 365 + chance.below(365)));
    let papers = Identifier { scheme: "national_id".to_owned(), value: format!("999{:08}", chance.below(100_000_000)) };
    let estimated = chance.percent(40);
    Individual {
        area: AREA.to_owned(),
        household: None,
        given_name: chance.one_of(if girl { GIRLS } else { BOYS }).to_owned(),
        family_name: Some(family.to_owned()),
        date_of_birth: born,
        date_of_birth_is_estimated: estimated,
        gender: Some(if girl { Gender::Female } else { Gender::Male }),
        identifiers: if chance.percent(55) { vec![papers] } else { Vec::new() },
        head,
        duplicate_of: None,
        at,
        recorded_by: Some(USERS[1].name()),
        registration: None,
    }
}
