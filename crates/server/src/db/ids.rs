//! Ids of the pools, and documents by which people are known.

use super::DbError;
use daybook_record::{DeviceId, Moment, RecordId, UserId};

/// A campaign's pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdPool {
    /// The campaign's key.
    pub campaign: String,
    /// What an id looks like.
    pub format: String,
    /// The number that is given next.
    pub next: u64,
    /// The last one there is.
    pub last: u64,
    /// How many a person may be given in a day.
    pub a_day: u32,
    /// How many in all.
    pub in_all: u32,
}

/// An id that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenId {
    /// As it is written on a card.
    pub value: String,
    /// Of which campaign's pool.
    pub campaign: String,
    /// Its number there.
    pub number: u64,
    /// By which request; none where the service gave it to a record by itself.
    pub request: Option<String>,
    /// To whom.
    pub person: UserId,
    /// For which device.
    pub device: DeviceId,
    /// When.
    pub at: Moment,
    /// Who has it.
    pub record: Option<RecordId>,
}

/// Verbs about ids and documents.
pub trait Ids {
    /// The pool of a campaign.
    fn id_pool(&self, org: &str, campaign: &str) -> Result<Option<IdPool>, DbError>;
    /// Every pool.
    fn id_pools(&self, org: &str) -> Result<Vec<IdPool>, DbError>;
    /// Adds a pool, or changes it.
    fn save_id_pool(&self, org: &str, pool: &IdPool) -> Result<(), DbError>;
    /// Gives an id that was never given before; fails where it was.
    fn give_id(&self, org: &str, given: &GivenId) -> Result<(), DbError>;
    /// What was given under this value.
    fn given_id(&self, org: &str, value: &str) -> Result<Option<GivenId>, DbError>;
    /// The block of a request, in order; empty where nothing was given.
    fn id_block(&self, org: &str, request: &str) -> Result<Vec<GivenId>, DbError>;
    /// The id that a record has.
    fn id_of(&self, org: &str, record: RecordId) -> Result<Option<String>, DbError>;
    /// A record has it from here on; fails where another has.
    fn use_id(&self, org: &str, value: &str, record: RecordId, at: Moment) -> Result<(), DbError>;
    /// How many a person was given: on a day, or ever. What was returned does not count.
    fn ids_given(&self, org: &str, person: UserId, day: Option<&str>) -> Result<u32, DbError>;
    /// How many of a campaign are used.
    fn ids_used(&self, org: &str, campaign: &str) -> Result<u32, DbError>;
    /// What a lost device had left counts no more; gives how many those are.
    fn return_ids(&self, org: &str, device: DeviceId, at: Moment) -> Result<u32, DbError>;

    /// The documents of a record are these and no others.
    fn set_documents(&self, org: &str, record: RecordId, documents: &[(String, String)]) -> Result<(), DbError>;
    /// Who has this document.
    fn holders(&self, org: &str, scheme: &str, value: &str) -> Result<Vec<RecordId>, DbError>;
}
