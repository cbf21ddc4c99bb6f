//! Ids from a campaign's pool: given in blocks to one person on one device, each once and for ever.
//!
//! The numbers of a pool only go up, in the one writing transaction: however many devices ask at once, no two blocks share an
//! id. What a lost device had left is returned to its person's quota, and never given to anybody else, for the device may turn
//! up again with a person registered under it. What is deliberately not here: what becomes of a registration (`ingest`).

mod format;

pub use format::{Format, NotAFormat};

use crate::audit::{self, Action, Actor, Entry};
use crate::db::{DbError, GivenId, IdPool, Tx};
use crate::ingest::{SERVICE_DEVICE, SERVICE_PERSON};
use daybook_record::{DeviceId, RecordId, Scope, UserId, World};
use daybook_wire::ids::{IdsRequest, MOST_IDS};
use uuid::Uuid;

/// How many a person may be given in a day, where nobody says otherwise.
pub const A_DAY: u32 = 200;
/// How many in all.
pub const IN_ALL: u32 = 10_000;

/// Why nothing was given.
#[derive(Debug, thiserror::Error)]
pub enum NoIds {
    /// Somebody else has asked under this name.
    #[error("this request was made by somebody else")]
    NotYours,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Gives a block, or the one that was given for this request before. It is empty where the quota or the pool is at its end.
pub fn give(
    tx: &dyn Tx,
    org: &str,
    (person, device): (UserId, DeviceId),
    request: &IdsRequest,
    world: &dyn World,
) -> Result<Vec<String>, NoIds> {
    let name = request.request.to_string();
    let before = tx.id_block(org, &name)?;
    if before.iter().any(|given| (given.person, given.device) != (person, device)) {
        return Err(NoIds::NotYours);
    }
    if !before.is_empty() {
        return Ok(before.into_iter().map(|given| given.value).collect());
    }
    let Some(mut pool) = pool_for(tx, org, person)? else { return Ok(Vec::new()) };
    let count = room(tx, org, person, &pool, world)?.min(request.count).min(MOST_IDS);
    let mut values = Vec::new();
    for _ in 0..count {
        let Some(given) = next(&mut pool, Some(request.request), person, device, None, world)? else { break };
        tx.give_id(org, &given)?;
        values.push(given.value);
    }
    if !values.is_empty() {
        tx.save_id_pool(org, &pool)?;
        let said = format!("{} ids of {}", values.len(), pool.campaign);
        audit::note(tx, world, Entry::new(org, Actor::Person(person), Action::GiveIds).on(device).saying(said))?;
    }
    Ok(values)
}

/// The id of a record that came with a temporary one: the same every time. None where the campaign has no pool, or it is empty.
pub fn for_record(tx: &dyn Tx, org: &str, campaign: &str, record: RecordId, world: &dyn World) -> Result<Option<String>, DbError> {
    if let Some(value) = tx.id_of(org, record)? {
        return Ok(Some(value));
    }
    let Some(mut pool) = tx.id_pool(org, campaign)? else { return Ok(None) };
    let Some(given) = next(&mut pool, None, SERVICE_PERSON, SERVICE_DEVICE, Some(record), world)? else { return Ok(None) };
    tx.give_id(org, &given)?;
    tx.save_id_pool(org, &pool)?;
    Ok(Some(given.value))
}

/// What a lost device had left counts in its person's quota no more. Gives how many those are.
pub fn give_back(tx: &dyn Tx, org: &str, device: DeviceId, by: Actor, world: &dyn World) -> Result<u32, DbError> {
    let returned = tx.return_ids(org, device, world.now())?;
    if returned > 0 {
        audit::note(tx, world, Entry::new(org, by, Action::ReturnIds).on(device).saying(format!("{returned} ids")))?;
    }
    Ok(returned)
}

/// The pool of the first campaign of hers that has any left.
fn pool_for(tx: &dyn Tx, org: &str, person: UserId) -> Result<Option<IdPool>, DbError> {
    for scope in tx.scopes_of(org, person)? {
        if let Scope::Forms(campaign) = scope
            && let Some(pool) = tx.id_pool(org, &campaign)?.filter(|pool| pool.next <= pool.last)
        {
            return Ok(Some(pool));
        }
    }
    Ok(None)
}

/// How many she may still be given, today and in all.
fn room(tx: &dyn Tx, org: &str, person: UserId, pool: &IdPool, world: &dyn World) -> Result<u32, DbError> {
    let today = world.today().to_string();
    let today = pool.a_day.saturating_sub(tx.ids_given(org, person, Some(&today))?);
    Ok(today.min(pool.in_all.saturating_sub(tx.ids_given(org, person, None)?)))
}

fn next(
    pool: &mut IdPool,
    request: Option<Uuid>,
    person: UserId,
    device: DeviceId,
    record: Option<RecordId>,
    world: &dyn World,
) -> Result<Option<GivenId>, DbError> {
    if pool.next > pool.last {
        return Ok(None);
    }
    let format: Format = pool.format.parse().map_err(|_| DbError::Damaged("column format".to_owned()))?;
    let number = pool.next;
    pool.next += 1;
    Ok(Some(GivenId {
        value: format.write(number),
        campaign: pool.campaign.clone(),
        number,
        request: request.map(|request| request.to_string()),
        person,
        device,
        at: world.now(),
        record,
    }))
}
