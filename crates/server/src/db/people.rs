//! Organisations, teams, users, and who may reach which school.

use super::DbError;
use daybook_record::code::Role;
pub use daybook_record::kind::Team;

use daybook_record::{Scope, Urn, UserId};

/// A trust or provider, by its ODS code.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// ODS code: the first part of every key.
    pub ods: String,
    /// Name.
    pub name: String,
    /// Changes when the service was restored from a backup.
    pub epoch: String,
}

/// A person who signs in. No `Debug`: it holds a password hash.
#[derive(Clone, PartialEq)]
pub struct User {
    /// Her organisation's ODS code.
    pub organisation: String,
    /// Her id; also the id of her staff record.
    pub id: UserId,
    /// Unique in the whole service.
    pub username: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What she may do.
    pub role: Role,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
}

/// How far the order jumps where an epoch begins: further than any service counts between two backups.
pub const EPOCH_JUMP: u64 = 1_000_000_000;

/// Verbs about people and places of work.
pub trait People {
    /// Adds an organisation, or renames the one with that code. Its epoch stays.
    fn save_organisation(&self, organisation: &Organisation) -> Result<(), DbError>;
    /// Begins another epoch: what devices believe of this service may no longer hold, because it was restored from a backup.
    /// The order jumps by [`EPOCH_JUMP`].
    fn begin_epoch(&self, org: &str, epoch: &str) -> Result<(), DbError>;
    /// Every organisation, by code.
    fn organisations(&self) -> Result<Vec<Organisation>, DbError>;
    /// One organisation.
    fn organisation(&self, org: &str) -> Result<Option<Organisation>, DbError>;

    /// Adds a team, or changes the one with that key.
    fn save_team(&self, org: &str, team: &Team) -> Result<(), DbError>;
    /// Every team, by key.
    fn teams(&self, org: &str) -> Result<Vec<Team>, DbError>;
    /// A person's teams, by key.
    fn teams_of(&self, org: &str, user: UserId) -> Result<Vec<Team>, DbError>;
    /// Gives a school to a team (or takes it away). True where that changed something.
    fn assign_school(&self, org: &str, team: &str, urn: &str, assigned: bool) -> Result<bool, DbError>;
    /// A team's schools, by number.
    fn schools_of(&self, org: &str, team: &str) -> Result<Vec<Urn>, DbError>;
    /// Gives an area of a campaign to a team. True where that changed something.
    fn assign_area(&self, org: &str, team: &str, area: &str, campaign: &str) -> Result<bool, DbError>;
    /// Takes an area away from a team. True where that changed something.
    fn take_area(&self, org: &str, team: &str, area: &str) -> Result<bool, DbError>;
    /// A team's areas, by key.
    fn areas_of(&self, org: &str, team: &str) -> Result<Vec<String>, DbError>;
    /// Takes a person into a team (or out of it). True where that changed something.
    fn assign_member(&self, org: &str, team: &str, user: UserId, member: bool) -> Result<bool, DbError>;

    /// Adds a user, or changes the one with that id.
    fn save_user(&self, user: &User) -> Result<(), DbError>;
    /// Every user, by user name.
    fn users(&self, org: &str) -> Result<Vec<User>, DbError>;
    /// One user.
    fn user(&self, org: &str, id: UserId) -> Result<Option<User>, DbError>;
    /// Whoever signs in under this name.
    fn user_named(&self, username: &str) -> Result<Option<User>, DbError>;

    /// What a person may see: the reference data, her teams, their schools, their areas, the forms and words of their campaigns,
    /// and whom to ring. In that order.
    fn scopes_of(&self, org: &str, user: UserId) -> Result<Vec<Scope>, DbError>;
}
