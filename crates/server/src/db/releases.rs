//! Releases: requests of people who forgot the code of their device, and what support decided.

use super::DbError;
use daybook_record::{DeviceId, Moment, UserId};

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseStanding {
    /// Nobody has decided.
    Waiting,
    /// Support said yes.
    Released,
    /// Support said no.
    Refused,
    /// Its time ran out, or a newer one took its place.
    Over,
}

impl ReleaseStanding {
    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            ReleaseStanding::Waiting => "waiting",
            ReleaseStanding::Released => "released",
            ReleaseStanding::Refused => "refused",
            ReleaseStanding::Over => "over",
        }
    }

    /// Reads what was kept.
    pub fn parse(text: &str) -> Option<Self> {
        [ReleaseStanding::Waiting, ReleaseStanding::Released, ReleaseStanding::Refused, ReleaseStanding::Over]
            .into_iter()
            .find(|one| one.as_str() == text)
    }
}

/// A request for the key of a database. No `Debug`: what is in it is sealed, and still nobody's to read in a log.
#[derive(Clone, PartialEq)]
pub struct ReleaseRow {
    /// Its organisation.
    pub organisation: String,
    /// Its id.
    pub id: String,
    /// Who asks.
    pub user: UserId,
    /// For which device.
    pub device: DeviceId,
    /// Read out on the phone, the same on both sides.
    pub words: String,
    /// SHA-256 of what the device proves itself with.
    pub secret_hash: Vec<u8>,
    /// To whom the answer is sealed.
    pub seal_to: String,
    /// The key, sealed to the organisation; only while it waits.
    pub sealed_key: Option<Vec<u8>>,
    /// The key, sealed to the device; only once it is released and until it is over.
    pub sealed_answer: Option<Vec<u8>>,
    /// How it stands.
    pub standing: ReleaseStanding,
    /// When it was asked.
    pub asked_at: Moment,
    /// When support decided.
    pub decided_at: Option<Moment>,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// What she wrote beside it.
    pub note: Option<String>,
}

/// Verbs about releases.
pub trait Releases {
    /// Adds a request, or changes how the one with that id stands.
    fn save_release(&self, release: &ReleaseRow) -> Result<(), DbError>;
    /// The request with this id, of whichever organisation.
    fn release(&self, id: &str) -> Result<Option<ReleaseRow>, DbError>;
    /// The latest requests of an organisation, newest first.
    fn releases(&self, org: &str, most: u32) -> Result<Vec<ReleaseRow>, DbError>;
    /// Ends requests asked before this second, and those of this device that still wait; what is sealed is forgotten.
    fn end_releases(&self, org: &str, before: i64, device: Option<DeviceId>) -> Result<usize, DbError>;
}
