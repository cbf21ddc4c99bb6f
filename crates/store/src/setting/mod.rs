//! What the device keeps about itself and its person: profile, tokens, levers, clock, snooze.

use crate::{Result, Store};
use daybook_record::code::Role;
use daybook_record::{DeviceId, Moment, UserId};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

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
    /// Who uses this folder.
    pub fn profile(&self) -> Profile {
        unimplemented!()
    }
    /// The person, as she is now: names and teams change.
    pub fn set_profile(&self, _profile: &Profile) -> Result<()> {
        unimplemented!()
    }
    /// The tokens, if she is signed in.
    pub fn tokens(&self) -> Result<Option<Tokens>> {
        unimplemented!()
    }
    /// Keeps the tokens; none signs out.
    pub fn set_tokens(&self, _tokens: Option<&Tokens>) -> Result<()> {
        unimplemented!()
    }
    /// The service's epoch, as last heard.
    pub fn epoch(&self) -> Result<Option<String>> {
        unimplemented!()
    }
    /// Keeps the service's epoch.
    pub fn set_epoch(&self, _epoch: &str) -> Result<()> {
        unimplemented!()
    }
    /// Service clock minus device clock, in seconds, as last measured.
    pub fn clock_offset(&self) -> Result<Option<i64>> {
        unimplemented!()
    }
    /// Keeps it.
    pub fn set_clock_offset(&self, _seconds: i64) -> Result<()> {
        unimplemented!()
    }
    /// The levers, as the service last set them.
    pub fn levers_json(&self) -> Result<Option<String>> {
        unimplemented!()
    }
    /// Keeps them.
    pub fn set_levers_json(&self, _levers: &str) -> Result<()> {
        unimplemented!()
    }
    /// When to ask again; none asks as soon as it may.
    pub fn snooze(&self) -> Result<Option<Snooze>> {
        unimplemented!()
    }
    /// Keeps it, across restarts.
    pub fn set_snooze(&self, _snooze: Option<Snooze>) -> Result<()> {
        unimplemented!()
    }
}
