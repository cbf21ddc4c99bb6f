//! Setting up: organisations, teams, users, schools of teams. What people need to read also becomes a record that syncs.

use crate::auth::{Unhashable, hash_password};
use crate::db::{DbError, Organisation, Origin, Team, Tx, User};
use crate::ingest::Ingest;
use daybook_record::code::Role;
use daybook_record::kind::Staff;
use daybook_record::{Facts, Kind, RecordId, UserId, World};

/// Why something could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// Two people cannot sign in under one name.
    #[error("there is somebody called {0} already")]
    UsernameTaken(String),
    /// There is no such team.
    #[error("there is no team {0}")]
    NoSuchTeam(String),
    /// There is no such area.
    #[error("there is no area {0}: add it to a campaign first")]
    NoSuchArea(String),
    /// There is no such person.
    #[error("there is nobody called {0}")]
    NoSuchUser(String),
    /// Too short to be a secret.
    #[error("a password needs at least {0} characters")]
    PasswordTooShort(usize),
    /// The configuration does not allow hashing.
    #[error(transparent)]
    Unhashable(#[from] Unhashable),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Fewer characters are no password.
pub const SHORTEST_PASSWORD: usize = 8;

/// A person to be added.
#[derive(Clone)]
pub struct NewUser {
    /// As she signs in.
    pub username: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What she may do.
    pub role: Role,
    /// Kept only as a hash.
    pub password: String,
    /// Keys of her teams.
    pub teams: Vec<String>,
}

/// Adds an organisation, or renames it.
pub fn add_organisation(tx: &dyn Tx, ods: &str, name: &str, world: &dyn World) -> Result<Organisation, SetUpError> {
    let epoch = match tx.organisation(ods)? {
        Some(known) => known.epoch,
        None => world.mint().simple().to_string(),
    };
    let organisation = Organisation { ods: ods.to_owned(), name: name.to_owned(), epoch };
    tx.save_organisation(&organisation)?;
    Ok(organisation)
}

/// Adds a team, or changes it; and the record by which devices know it.
pub fn add_team(tx: &dyn Tx, org: &str, team: &Team, world: &dyn World) -> Result<(), SetUpError> {
    tx.save_team(org, team)?;
    let id = RecordId::named("team", &[org, &team.key]);
    Ingest::new(tx, org, world).put(Kind::Team, id, &Facts::of(team), Origin::Import)?;
    Ok(())
}

/// Adds a person with her staff record, and takes her into her teams. Hash the password before the transaction:
/// [`hash_password`] takes its time.
pub fn add_user(tx: &dyn Tx, org: &str, new: &NewUser, password_hash: String, world: &dyn World) -> Result<UserId, SetUpError> {
    if tx.user_named(&new.username)?.is_some() {
        return Err(SetUpError::UsernameTaken(new.username.clone()));
    }
    let id: UserId = RecordId::named("user", &[org, &new.username]).0.into();
    tx.save_user(&User {
        organisation: org.to_owned(),
        id,
        username: new.username.clone(),
        given_name: new.given_name.clone(),
        family_name: new.family_name.clone(),
        role: new.role,
        password_hash,
    })?;
    let staff = Staff { given_name: new.given_name.clone(), family_name: new.family_name.clone(), role: new.role };
    Ingest::new(tx, org, world).put(Kind::Staff, id.0.into(), &Facts::of(&staff), Origin::Import)?;
    for team in &new.teams {
        team_must_exist(tx, org, team)?;
        tx.assign_member(org, team, id, true)?;
    }
    Ok(id)
}

/// Checks and hashes a password as it is set.
pub fn new_password(password: &str, kib: u32, world: &dyn World) -> Result<String, SetUpError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(SetUpError::PasswordTooShort(SHORTEST_PASSWORD));
    }
    Ok(hash_password(password, kib, world)?)
}

/// The team, or an error that says its key.
pub fn team_must_exist(tx: &dyn Tx, org: &str, key: &str) -> Result<Team, SetUpError> {
    tx.teams(org)?.into_iter().find(|team| team.key == key).ok_or_else(|| SetUpError::NoSuchTeam(key.to_owned()))
}

/// Gives an area of a campaign to a team, or takes it away.
pub fn assign_area(tx: &dyn Tx, org: &str, team: &str, area: &str, assigned: bool) -> Result<(), SetUpError> {
    if !assigned {
        tx.take_area(org, team, area)?;
        return Ok(());
    }
    let known = tx.record(org, Kind::Area, RecordId::of_area(area))?.filter(|kept| !kept.held.removed);
    let campaign = known.and_then(|kept| kept.held.facts.text("campaign").map(str::to_owned));
    let campaign = campaign.ok_or_else(|| SetUpError::NoSuchArea(area.to_owned()))?;
    tx.assign_area(org, team, area, &campaign)?;
    Ok(())
}
