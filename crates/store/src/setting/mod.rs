//! What the device keeps about itself and its person: profile, tokens, levers, clock, snooze.

use crate::row::{json, to_json};
use crate::{Result, Store, StoreError};
use daybook_record::code::Role;
use daybook_record::{DeviceId, Moment, UserId};
use rusqlite::{Connection, named_params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Who uses this folder, on which device, of which service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Profile {
    /// The person.
    pub person: UserId,
    /// As she signs in.
    pub username: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// What she may do.
    pub role: Role,
    /// ODS code of the organisation.
    pub organisation: String,
    /// Its name.
    pub organisation_name: String,
    /// Her teams.
    pub teams: Vec<TeamCard>,
    /// This device, as the service knows it.
    pub device: DeviceId,
    /// As she named it.
    pub device_name: String,
    /// Where the service is.
    pub server: String,
}

impl Profile {
    /// Given name first, as others read it.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// A team, as much as a person needs to reach it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TeamCard {
    /// Key, as in the scope `team:KEY`.
    pub key: String,
    /// Name.
    pub name: String,
    /// Whom to ring.
    pub phone: Option<String>,
    /// Whom to write to.
    pub email: Option<String>,
}

/// What proves to the service who asks. Kept inside the encrypted file; no `Debug`; wiped when dropped.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Tokens {
    /// Short-lived.
    pub access: String,
    /// Exchanged once for a new pair.
    pub refresh: String,
}

/// When to ask again, after *Not now*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", content = "until", rename_all = "snake_case")]
pub enum Snooze {
    /// Not before then.
    Until(Moment),
    /// Only when the person presses Sync.
    OnlyWhenAsked,
}

impl Store {
    /// The tokens, if she is signed in.
    pub fn tokens(&self) -> Result<Option<Tokens>> {
        self.setting("tokens")
    }

    /// Keeps the tokens; none signs out.
    pub fn set_tokens(&self, tokens: Option<&Tokens>) -> Result<()> {
        self.keep_setting("tokens", tokens)
    }

    /// The service's epoch, as last heard.
    pub fn epoch(&self) -> Result<Option<String>> {
        self.setting("epoch")
    }

    /// Keeps the service's epoch.
    pub fn set_epoch(&self, epoch: &str) -> Result<()> {
        self.keep_setting("epoch", Some(&epoch))
    }

    /// Service clock minus device clock, in seconds, as last measured.
    pub fn clock_offset(&self) -> Result<Option<i64>> {
        self.setting("clock_offset")
    }

    /// Keeps it.
    pub fn set_clock_offset(&self, seconds: i64) -> Result<()> {
        self.keep_setting("clock_offset", Some(&seconds))
    }

    /// The levers, as the service last set them.
    pub fn levers_json(&self) -> Result<Option<String>> {
        self.setting("levers")
    }

    /// Keeps them.
    pub fn set_levers_json(&self, levers: &str) -> Result<()> {
        self.keep_setting("levers", Some(&levers))
    }

    /// When to ask again; none asks as soon as it may.
    pub fn snooze(&self) -> Result<Option<Snooze>> {
        self.setting("snooze")
    }

    /// Keeps it, across restarts.
    pub fn set_snooze(&self, snooze: Option<Snooze>) -> Result<()> {
        self.keep_setting("snooze", snooze.as_ref())
    }

    pub(crate) fn setting<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        self.read(|tx| get(tx, name))
    }

    pub(crate) fn keep_setting<T: Serialize>(&self, name: &str, value: Option<&T>) -> Result<()> {
        self.write(|tx| set(tx, name, value))
    }
}

/// Who uses this file. A file without that was never made by us.
pub(crate) fn profile(tx: &Connection) -> Result<Profile> {
    get(tx, "profile")?.ok_or(StoreError::Unreadable("profile"))
}

pub(crate) fn keep_profile(tx: &Connection, profile: &Profile) -> Result<()> {
    set(tx, "profile", Some(profile))
}

pub(crate) fn get<T: DeserializeOwned>(tx: &Connection, name: &str) -> Result<Option<T>> {
    let mut statement = tx.prepare_cached(include_str!("get.sql"))?;
    let mut rows = statement.query(named_params! { ":name": name })?;
    match rows.next()? {
        Some(row) => json(row, "value").map(Some),
        None => Ok(None),
    }
}

pub(crate) fn set<T: Serialize>(tx: &Connection, name: &str, value: Option<&T>) -> Result<()> {
    match value {
        Some(value) => {
            let value = Zeroizing::new(to_json(value)?);
            tx.prepare_cached(include_str!("set.sql"))?.execute(named_params! { ":name": name, ":value": value.as_str() })?
        }
        None => tx.prepare_cached(include_str!("clear.sql"))?.execute(named_params! { ":name": name })?,
    };
    Ok(())
}
