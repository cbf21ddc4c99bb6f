//! `daybook-server organisation|team|user|session|batch …`: what a day needs beside the files that are imported.

use super::asked_password;
use crate::audit::{self, Action, Actor, Entry};
use crate::db::{self, Origin, Team, Tx};
use crate::ingest::Ingest;
use crate::people::{self, NewUser, SetUpError, team_must_exist};
use crate::service::{Service, ServiceError};
use chrono::NaiveDate;
use clap::Subcommand;
use daybook_record::code::{Programme, Role};
use daybook_record::kind::{Batch, Session, Vaccine};
use daybook_record::number::batch_number;
use daybook_record::{Facts, Kind, RecordId};
use std::io::Write;

/// Sets something up, and writes into the trail what it was.
pub(super) fn set_up<T, E: From<crate::db::DbError>>(
    service: &Service,
    org: &str,
    said: String,
    work: impl FnOnce(&dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    db::write(service.db.as_ref(), |tx| {
        let done = work(tx)?;
        audit::note(tx, service.world.as_ref(), Entry::new(org, Actor::Cli, Action::SetUp).saying(said))?;
        Ok(done)
    })
}

#[derive(Subcommand)]
pub(super) enum OrganisationCommand {
    /// Adds an organisation, or renames it.
    Add {
        /// Its ODS code.
        ods: String,
        /// Its name.
        name: String,
    },
    /// Every organisation.
    List,
}

pub(super) fn organisation(command: &OrganisationCommand, service: &Service, out: &mut dyn Write) -> Result<(), ServiceError> {
    match command {
        OrganisationCommand::Add { ods, name } => {
            set_up(service, ods, "organisation".to_owned(), |tx| people::add_organisation(tx, ods, name, service.world.as_ref()))?;
        }
        OrganisationCommand::List => {
            for organisation in db::read(service.db.as_ref(), |tx| tx.organisations())? {
                writeln!(out, "{}  {}", organisation.ods, organisation.name)?;
            }
        }
    }
    Ok(())
}

#[derive(Subcommand)]
pub(super) enum TeamCommand {
    /// Adds a team, or changes it.
    Add {
        /// A short key without spaces: `north`.
        key: String,
        /// Its name.
        name: String,
        /// Whom to ring.
        #[arg(long)]
        phone: Option<String>,
        /// Whom to write to.
        #[arg(long)]
        email: Option<String>,
    },
    /// Every team with its schools and areas.
    List,
    /// Gives schools to a team.
    AddSchool {
        /// The team's key.
        team: String,
        /// The schools' numbers.
        #[arg(required = true)]
        urns: Vec<String>,
    },
    /// Takes schools away from a team.
    RemoveSchool {
        /// The team's key.
        team: String,
        /// The schools' numbers.
        #[arg(required = true)]
        urns: Vec<String>,
    },
    /// Gives areas of campaigns to a team.
    AddArea {
        /// The team's key.
        team: String,
        /// The areas' keys.
        #[arg(required = true)]
        areas: Vec<String>,
    },
    /// Takes areas away from a team.
    RemoveArea {
        /// The team's key.
        team: String,
        /// The areas' keys.
        #[arg(required = true)]
        areas: Vec<String>,
    },
    /// Takes people into a team.
    AddMember {
        /// The team's key.
        team: String,
        /// Their user names.
        #[arg(required = true)]
        usernames: Vec<String>,
    },
    /// Takes people out of a team.
    RemoveMember {
        /// The team's key.
        team: String,
        /// Their user names.
        #[arg(required = true)]
        usernames: Vec<String>,
    },
}

pub(super) fn team(command: &TeamCommand, service: &Service, organisation: Option<&str>, out: &mut dyn Write) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let turned = |assigned: bool| if assigned { "added" } else { "removed" };
    let schools = |team: &str, urns: &[String], assigned| {
        let said = format!("team {team}: schools {} {}", urns.join(" "), turned(assigned));
        set_up(service, &org, said, |tx| {
            team_must_exist(tx, &org, team)?;
            urns.iter().try_for_each(|urn| tx.assign_school(&org, team, urn, assigned).map(drop).map_err(SetUpError::from))
        })
    };
    let members = |team: &str, usernames: &[String], member| {
        let said = format!("team {team}: members {} {}", usernames.join(" "), turned(member));
        set_up(service, &org, said, |tx| {
            team_must_exist(tx, &org, team)?;
            usernames.iter().try_for_each(|name| {
                let user =
                    tx.user_named(name)?.filter(|user| user.organisation == org).ok_or_else(|| SetUpError::NoSuchUser(name.clone()))?;
                tx.assign_member(&org, team, user.id, member).map(drop).map_err(SetUpError::from)
            })
        })
    };
    let areas = |team: &str, areas: &[String], assigned: bool| {
        let said = format!("team {team}: areas {} {}", areas.join(" "), turned(assigned));
        set_up(service, &org, said, |tx| {
            team_must_exist(tx, &org, team)?;
            areas.iter().try_for_each(|area| people::assign_area(tx, &org, team, area, assigned))
        })
    };
    match command {
        TeamCommand::Add { key, name, phone, email } => {
            let team = Team { key: key.clone(), name: name.clone(), phone: phone.clone(), email: email.clone() };
            set_up(service, &org, format!("team {key}"), |tx| people::add_team(tx, &org, &team, service.world.as_ref()))?;
        }
        TeamCommand::List => {
            for team in db::read(service.db.as_ref(), |tx| tx.teams(&org))? {
                let schools = db::read(service.db.as_ref(), |tx| tx.schools_of(&org, &team.key))?;
                let areas = db::read(service.db.as_ref(), |tx| tx.areas_of(&org, &team.key))?;
                writeln!(out, "{}  {}  {} {}", team.key, team.name, schools.join(" "), areas.join(" "))?;
            }
        }
        TeamCommand::AddSchool { team, urns } => schools(team, urns, true)?,
        TeamCommand::RemoveSchool { team, urns } => schools(team, urns, false)?,
        TeamCommand::AddArea { team, areas: keys } => areas(team, keys, true)?,
        TeamCommand::RemoveArea { team, areas: keys } => areas(team, keys, false)?,
        TeamCommand::AddMember { team, usernames } => members(team, usernames, true)?,
        TeamCommand::RemoveMember { team, usernames } => members(team, usernames, false)?,
    }
    Ok(())
}

#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Adds a person. The password is read from DAYBOOK_PASSWORD or from the first line of standard input.
    Add {
        /// As she signs in.
        username: String,
        /// Given name.
        #[arg(long)]
        given_name: String,
        /// Family name.
        #[arg(long)]
        family_name: String,
        /// nurse, healthcare_assistant, prescriber, administrator or support.
        #[arg(long)]
        role: Role,
        /// Her teams, by key.
        #[arg(long = "team")]
        teams: Vec<String>,
    },
    /// Sets a password, read as by `add`.
    Password {
        /// Whose.
        username: String,
    },
    /// Every person who signs in.
    List,
}

pub(super) fn user(command: &UserCommand, service: &Service, organisation: Option<&str>, out: &mut dyn Write) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let hashed = |password: &str| people::new_password(password, service.config.argon2_kib, service.world.as_ref());
    match command {
        UserCommand::Add { username, given_name, family_name, role, teams } => {
            let new = NewUser {
                username: username.clone(),
                given_name: given_name.clone(),
                family_name: family_name.clone(),
                role: *role,
                password: asked_password()?,
                teams: teams.clone(),
            };
            let hash = hashed(&new.password)?;
            let said = format!("person {username}, {role}, teams {}", teams.join(" "));
            set_up(service, &org, said, |tx| people::add_user(tx, &org, &new, hash, service.world.as_ref()))?;
        }
        UserCommand::Password { username } => {
            let hash = hashed(&asked_password()?)?;
            set_up(service, &org, format!("password of {username}"), |tx| -> Result<(), SetUpError> {
                let user = tx.user_named(username)?.filter(|user| user.organisation == org);
                let mut user = user.ok_or_else(|| SetUpError::NoSuchUser(username.clone()))?;
                user.password_hash = hash;
                Ok(tx.save_user(&user)?)
            })?;
        }
        UserCommand::List => {
            for user in db::read(service.db.as_ref(), |tx| tx.users(&org))? {
                let teams = db::read(service.db.as_ref(), |tx| tx.teams_of(&org, user.id))?;
                let teams: Vec<String> = teams.into_iter().map(|team| team.key).collect();
                writeln!(out, "{}  {} {}  {}  {}", user.username, user.given_name, user.family_name, user.role, teams.join(" "))?;
            }
        }
    }
    Ok(())
}

#[derive(Subcommand)]
pub(super) enum SessionCommand {
    /// Adds a session, or changes the one of that team at that school on that first day.
    Add {
        /// The team's key.
        #[arg(long)]
        team: String,
        /// The school's number.
        #[arg(long)]
        school: String,
        /// A day, as 2026-09-14; several times for several days.
        #[arg(long = "date", required = true)]
        dates: Vec<NaiveDate>,
        /// flu, hpv, menacwy, mmr or td_ipv; several times for several.
        #[arg(long = "programme", required = true)]
        programmes: Vec<Programme>,
        /// Children are registered before they are vaccinated.
        #[arg(long)]
        registration_required: bool,
    },
}

pub(super) fn session(
    command: &SessionCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let SessionCommand::Add { team, school, dates, programmes, registration_required } = command;
    let mut dates = dates.clone();
    dates.sort_unstable();
    dates.dedup();
    let first = dates.first().map(NaiveDate::to_string).unwrap_or_default();
    let id = RecordId::named("session", &[&org, team, school, &first]);
    let session = Session {
        location: school.clone(),
        team: team.clone(),
        dates,
        programmes: programmes.clone(),
        registration_required: *registration_required,
    };
    set_up(service, &org, format!("session {id}"), |tx| -> Result<(), ServiceError> {
        team_must_exist(tx, &org, team)?;
        if tx.record(&org, Kind::Location, RecordId::of_location(school))?.is_none() {
            return Err(ServiceError::Said(format!("there is no school {school}: import it first")));
        }
        Ingest::new(tx, &org, service.world.as_ref()).put(Kind::Session, id, &Facts::of(&session), Origin::Import)?;
        Ok(())
    })?;
    Ok(writeln!(out, "{id}")?)
}

#[derive(Subcommand)]
pub(super) enum BatchCommand {
    /// Adds a batch to a team's fridge.
    Add {
        /// The team's key.
        #[arg(long)]
        team: String,
        /// The vaccine's key in the catalogue.
        #[arg(long)]
        vaccine: String,
        /// As printed on the box.
        #[arg(long)]
        number: String,
        /// The last day it may be used, as 2026-09-14.
        #[arg(long)]
        expiry: NaiveDate,
    },
}

pub(super) fn batch(
    command: &BatchCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let BatchCommand::Add { team, vaccine, number, expiry } = command;
    let number = batch_number(number).ok_or_else(|| ServiceError::Said("a batch number is 2 to 100 letters and digits".to_owned()))?;
    let id = set_up(service, &org, format!("batch of team {team}"), |tx| -> Result<RecordId, ServiceError> {
        team_must_exist(tx, &org, team)?;
        let (product, programme) = product(tx, &org, vaccine)?;
        let batch = Batch { team: team.clone(), programme, vaccine: product, number: number.clone(), expiry: *expiry, archived: false };
        // The same number with another expiry is another batch.
        let id = RecordId::named("batch", &[&org, team, vaccine, &number, &expiry.to_string()]);
        Ingest::new(tx, &org, service.world.as_ref()).put(Kind::Batch, id, &Facts::of(&batch), Origin::Import)?;
        Ok(id)
    })?;
    Ok(writeln!(out, "{id}")?)
}

fn product(tx: &dyn Tx, org: &str, key: &str) -> Result<(RecordId, Programme), ServiceError> {
    let found = tx.records(org, Kind::Vaccine)?.into_iter().find(|kept| kept.held.facts.text("key") == Some(key));
    let missing = || ServiceError::Said(format!("there is no vaccine {key}: import the catalogue first"));
    let found = found.ok_or_else(missing)?;
    let vaccine: Vaccine = found.held.facts.read().map_err(|_| missing())?;
    Ok((found.held.record, vaccine.programme))
}
