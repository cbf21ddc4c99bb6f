//! A believable organisation, made from a seed: three teams, twelve schools, four thousand children, and a day's work ahead
//! of them. Everybody in it is invented.
//!
//! The same seed gives the same people with the same ids; a second time changes nothing, and on another day only adds that
//! day's sessions. What is deliberately not here: the ids of the changes and the service's epoch, which are made afresh
//! as always: a device must notice that it talks to another service.

pub mod campaign;
mod chance;
mod cohort;
mod day;
mod health;
mod name;
pub mod people;
pub mod place;
pub mod village;

pub use people::{DemoUser, PASSWORD, USERS};

use crate::db::{self, Db, DbError, Origin, Tx};
use crate::import::{Tally, catalogue};
use crate::ingest::Ingest;
use crate::people::{NewUser, SetUpError, add_organisation, add_team, add_user, new_password};
use crate::service::{Service, ServiceError};
use daybook_record::{Facts, Kind, RecordId, World};
use health::Past;
use place::{ORGANISATION, ORGANISATION_NAME, SCHOOLS};
use std::io::Write;

/// `daybook-server demo-data`
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// The same seed gives the same people.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many children.
    #[arg(long, default_value_t = 4_000)]
    pub children: usize,
    /// How many households of a campaign; 0 for no campaign.
    #[arg(long, default_value_t = 300)]
    pub households: usize,
}

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// The same seed gives the same people.
    pub seed: u64,
    /// How many children.
    pub children: usize,
    /// How many households of a campaign; 0 for no campaign.
    pub households: usize,
    /// Memory that hashing the password takes, KiB.
    pub argon2_kib: u32,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The organisation's ODS code.
    pub organisation: &'static str,
    /// Records, by kind, in the order in which they were made.
    pub records: Vec<(Kind, Tally)>,
}

/// Does what was typed.
pub fn run(args: &DemoArgs, service: &Service, out: &mut dyn Write) -> Result<(), ServiceError> {
    let demo = Demo { seed: args.seed, children: args.children, households: args.households, argon2_kib: service.config.argon2_kib };
    let filled = fill(service.db.as_ref(), service.world.as_ref(), demo)?;
    writeln!(out, "{ORGANISATION_NAME} ({})", filled.organisation)?;
    for (kind, tally) in &filled.records {
        writeln!(out, "  {kind}: {} added, {} changed, {} the same", tally.added, tally.changed, tally.same)?;
    }
    writeln!(out, "\nSign in with the password {PASSWORD} as")?;
    for user in USERS.iter().chain(campaign::USERS.iter().filter(|_| args.households > 0)) {
        writeln!(out, "  {:<6} {} ({}): {}", user.username, user.name(), user.role, user.purpose)?;
    }
    Ok(())
}

/// Makes the organisation, in one transaction.
pub fn fill(db: &dyn Db, world: &dyn World, demo: Demo) -> Result<Filled, SetUpError> {
    let password_hash = new_password(PASSWORD, demo.argon2_kib, world)?;
    db::write(db, |tx| {
        add_organisation(tx, ORGANISATION, ORGANISATION_NAME, world)?;
        let mut making = Making { ingest: Ingest::new(tx, ORGANISATION, world), records: Vec::new() };
        for vaccine in catalogue::built_in() {
            making.put(Kind::Vaccine, catalogue::vaccine_id(&vaccine.key), &Facts::of(&vaccine))?;
        }
        teams_and_schools(tx, world, &mut making)?;
        add_missing_users(tx, world, USERS, &password_hash)?;
        making.day_and_cohort(demo, world)?;
        campaign::campaign(&mut making, tx, world, demo.seed, demo.households, &password_hash)?;
        Ok(Filled { organisation: ORGANISATION, records: making.records })
    })
}

fn teams_and_schools(tx: &dyn Tx, world: &dyn World, making: &mut Making<'_>) -> Result<(), SetUpError> {
    for team in place::teams() {
        add_team(tx, ORGANISATION, &team, world)?;
    }
    for school in SCHOOLS {
        making.put(Kind::Location, RecordId::of_location(school.urn), &Facts::of(&school.location()))?;
        tx.assign_school(ORGANISATION, school.team, school.urn, true)?;
    }
    Ok(())
}

/// One hash for all: it is one password, and nobody's secret.
fn add_missing_users(tx: &dyn Tx, world: &dyn World, users: &[DemoUser], password_hash: &str) -> Result<(), SetUpError> {
    for user in users {
        let is_there = tx.user_named(user.username)?.is_some_and(|known| known.organisation == ORGANISATION);
        if !is_there {
            let new = NewUser {
                username: user.username.to_owned(),
                given_name: user.given_name.to_owned(),
                family_name: user.family_name.to_owned(),
                role: user.role,
                password: PASSWORD.to_owned(),
                teams: user.teams.iter().map(|team| (*team).to_owned()).collect(),
            };
            add_user(tx, ORGANISATION, &new, password_hash.to_owned(), world)?;
        }
    }
    Ok(())
}

struct Making<'a> {
    ingest: Ingest<'a>,
    records: Vec<(Kind, Tally)>,
}

impl Making<'_> {
    fn day_and_cohort(&mut self, demo: Demo, world: &dyn World) -> Result<(), DbError> {
        let past = Past::before(world.now());
        for (kind, id, facts) in day::sessions(world.today(), past).into_iter().chain(day::batches(demo.seed, past)) {
            self.put(kind, id, &facts)?;
        }
        for child in cohort::children(demo.seed, demo.children, world.today()) {
            self.put(Kind::Child, child.id, &Facts::of(&child.facts))?;
            let about = health::about(demo.seed, &child, past).into_iter();
            for (kind, id, facts) in about.chain(day::attendance(demo.seed, &child, past)) {
                self.put(kind, id, &facts)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, kind: Kind, id: RecordId, facts: &Facts) -> Result<(), DbError> {
        let put = self.ingest.put(kind, id, facts, Origin::Import)?;
        if !self.records.iter().any(|(known, _)| *known == kind) {
            self.records.push((kind, Tally::default()));
        }
        for (_, tally) in self.records.iter_mut().filter(|(known, _)| *known == kind) {
            tally.count(put);
        }
        Ok(())
    }
}
