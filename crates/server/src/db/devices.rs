//! Devices, and the sessions that people have on them.

use super::DbError;
use daybook_record::{DeviceId, Moment, UserId};
use daybook_wire::session::Levers;

/// One installation of the app for one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub user: UserId,
    /// As she named it.
    pub name: String,
    /// `linux`, `windows` …
    pub platform: String,
    /// Version of the app when last seen.
    pub app_version: String,
    /// First signed in.
    pub registered_at: Moment,
    /// Last heard of.
    pub seen_at: Moment,
    /// Changes that waited on it then.
    pub unsent: u64,
    /// Service clock minus device clock, seconds.
    pub drift_seconds: i64,
    /// True where the team has blocked it.
    pub blocked: bool,
    /// Levers set for this device alone.
    pub levers: Option<Levers>,
    /// The public half of its own signature: the first it told. Saving a device never changes it.
    pub key: Option<String>,
    /// Bytes free on it when last heard of.
    pub free_bytes: Option<u64>,
}

/// A person's session on a device: the family to which its tokens belong.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionRow {
    /// Her organisation.
    pub organisation: String,
    /// The session.
    pub id: String,
    /// Who.
    pub user: UserId,
    /// On which device.
    pub device: DeviceId,
    /// True once it is over.
    pub ended: bool,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenUse {
    /// Goes with every request.
    Access,
    /// Is exchanged, once, for a new pair.
    Refresh,
}

/// A token as it is kept: only its hash.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// SHA-256 of the token.
    pub hash: Vec<u8>,
    /// What it is for.
    pub what_for: TokenUse,
    /// Until when, in seconds since 1970.
    pub expires: i64,
    /// True once a refresh token was exchanged.
    pub spent: bool,
    /// The refresh token it was given for; none for the pair of a sign-in.
    pub parent: Option<Vec<u8>>,
    /// True once somebody came with it, or with the other of its pair: the reply that carried both arrived.
    pub used: bool,
    /// True where another pair was given in its place.
    pub revoked: bool,
    /// Its session.
    pub session: SessionRow,
}

impl Token {
    /// Just made, by nobody used.
    pub fn fresh(hash: Vec<u8>, what_for: TokenUse, expires: i64, session: SessionRow) -> Self {
        Self { hash, what_for, expires, spent: false, parent: None, used: false, revoked: false, session }
    }
}

/// Verbs about devices and sessions.
pub trait Devices {
    /// Adds a device, or changes the one with that id.
    fn save_device(&self, org: &str, device: &Device) -> Result<(), DbError>;
    /// One device.
    fn device(&self, org: &str, id: DeviceId) -> Result<Option<Device>, DbError>;
    /// Every device, last seen first.
    fn devices(&self, org: &str) -> Result<Vec<Device>, DbError>;

    /// Keeps the key a device signs with, where it has told none before. True where it was kept.
    fn tell_key(&self, org: &str, id: DeviceId, key: &str) -> Result<bool, DbError>;

    /// Opens a session.
    fn open_session(&self, session: &SessionRow, at: Moment) -> Result<(), DbError>;
    /// Ends a session; its tokens are worth nothing from here on.
    fn end_session(&self, org: &str, id: &str) -> Result<(), DbError>;
    /// Keeps a token of a session.
    fn add_token(&self, token: &Token) -> Result<(), DbError>;
    /// The token with this hash.
    fn token(&self, hash: &[u8]) -> Result<Option<Token>, DbError>;
    /// Notes that somebody came with it. False where it was revoked meanwhile.
    fn use_token(&self, org: &str, hash: &[u8]) -> Result<bool, DbError>;
    /// What was given for this refresh token, and not revoked.
    fn successors(&self, org: &str, parent: &[u8]) -> Result<Vec<Token>, DbError>;
    /// What was given for this refresh token is worth nothing from here on.
    fn revoke_successors(&self, org: &str, parent: &[u8]) -> Result<(), DbError>;
    /// Marks a refresh token as exchanged.
    fn spend_token(&self, org: &str, hash: &[u8]) -> Result<(), DbError>;
    /// Forgets tokens that were over before this second.
    fn forget_tokens(&self, before: i64) -> Result<usize, DbError>;
}
