//! A forgotten code: the key of one database is sealed again, to the device that asks, by a person at support, on the record.
//!
//! Nothing of it is ever in the clear outside the moment in which it is sealed again. A request ends after a day; a newer one
//! of the same device ends those before it. What is deliberately not here: the wire (`http/release`) and the page (`support`).

use crate::audit::{self, Action, Actor, Entry};
use crate::auth::{hash_token, mint_token};
use crate::db::{DbError, Device, ReleaseRow, ReleaseStanding, Tx, User};
use daybook_record::{UserId, World};
use daybook_seal::{RecoveryIdentity, RecoveryKey, SealError, open, seal};

/// A request lives so long.
pub const HOURS: i64 = 24;
/// A database's key.
const KEY_BYTES: usize = 32;
/// Longest note that stands beside a decision.
pub const LONGEST_NOTE: usize = 1_000;

/// Why it was not decided.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    /// There is no such request.
    #[error("there is no such request")]
    NoSuchRequest,
    /// Its time ran out, somebody was faster, or the device has asked anew.
    #[error("this request is over, or was decided before")]
    Over,
    /// A decision without a reason.
    #[error("write down how you made sure who asks")]
    NoteMissing,
    /// What was handed in does not open, or is no key.
    #[error("what the device handed in is not a key that can be released")]
    NotAKey,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<SealError> for Undecided {
    fn from(_: SealError) -> Self {
        Undecided::NotAKey
    }
}

/// What a device is answered that asks.
pub struct Asked {
    /// Which request.
    pub id: String,
    /// What proves that it is the same device.
    pub secret: String,
    /// To be compared on the phone.
    pub words: String,
}

/// What a device hands in.
pub struct Handed {
    /// The key, sealed to the organisation.
    pub sealed_key: Vec<u8>,
    /// To whom the answer is to be sealed.
    pub to: String,
}

/// Writes a request down, for a person who has proved herself and a device that is hers. What could not be released is
/// refused now, and not after support has picked up the phone.
pub fn ask(
    tx: &dyn Tx,
    identity: &RecoveryIdentity,
    user: &User,
    device: &Device,
    handed: Handed,
    world: &dyn World,
) -> Result<Asked, Undecided> {
    let org = user.organisation.as_str();
    let key = RecoveryKey::parse(&handed.to)?;
    opened(identity, &handed.sealed_key)?;
    end_old(tx, org, world)?;
    tx.end_releases(org, i64::MIN, Some(device.id))?;
    let asked = Asked { id: world.mint().to_string(), secret: mint_token(world), words: words(world) };
    tx.save_release(&ReleaseRow {
        organisation: org.to_owned(),
        id: asked.id.clone(),
        user: user.id,
        device: device.id,
        words: asked.words.clone(),
        secret_hash: hash_token(&asked.secret),
        seal_to: key.to_string(),
        sealed_key: Some(handed.sealed_key),
        sealed_answer: None,
        standing: ReleaseStanding::Waiting,
        asked_at: world.now(),
        decided_at: None,
        decided_by: None,
        note: None,
    })?;
    audit::note(tx, world, Entry::new(org, Actor::Person(user.id), Action::ReleaseAsk).on(device.id).saying(asked.id.clone()))?;
    Ok(asked)
}

/// What somebody at support decides.
pub struct Decision<'a> {
    /// Yes or no.
    pub release: bool,
    /// Who decides. The caller has made sure that she is of support.
    pub by: UserId,
    /// How she made sure who asks.
    pub note: &'a str,
}

/// Releases or refuses, once.
pub fn decide(
    tx: &dyn Tx,
    identity: &RecoveryIdentity,
    org: &str,
    id: &str,
    decision: &Decision<'_>,
    world: &dyn World,
) -> Result<ReleaseRow, Undecided> {
    let Decision { release, by, note } = *decision;
    end_old(tx, org, world)?;
    let row = tx.release(id)?.filter(|row| row.organisation == org).ok_or(Undecided::NoSuchRequest)?;
    let note = note.trim();
    if note.is_empty() || note.chars().count() > LONGEST_NOTE {
        return Err(Undecided::NoteMissing);
    }
    let (ReleaseStanding::Waiting, Some(sealed_key)) = (row.standing, &row.sealed_key) else { return Err(Undecided::Over) };
    let (standing, action, sealed_answer) = if release {
        let answer = seal(&RecoveryKey::parse(&row.seal_to)?, &opened(identity, sealed_key)?)?;
        (ReleaseStanding::Released, Action::Release, Some(answer))
    } else {
        (ReleaseStanding::Refused, Action::ReleaseRefused, None)
    };
    let row = ReleaseRow {
        standing,
        sealed_answer,
        sealed_key: None,
        decided_at: Some(world.now()),
        decided_by: Some(by),
        note: Some(note.to_owned()),
        ..row
    };
    tx.save_release(&row)?;
    audit::note(tx, world, Entry::new(org, Actor::Support(by), action).on(row.device).saying(row.id.clone()))?;
    Ok(row)
}

/// Ends what is older than a day, and forgets what was sealed.
pub fn end_old(tx: &dyn Tx, org: &str, world: &dyn World) -> Result<(), DbError> {
    tx.end_releases(org, world.now().seconds() - HOURS * 3_600, None).map(drop)
}

fn opened(identity: &RecoveryIdentity, sealed: &[u8]) -> Result<zeroize::Zeroizing<Vec<u8>>, Undecided> {
    let key = open(identity, sealed, KEY_BYTES)?;
    if key.len() == KEY_BYTES { Ok(key) } else { Err(Undecided::NotAKey) }
}

/// Six letters and digits that nobody mishears: `4F7-K2Q`.
pub(crate) fn words(world: &dyn World) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut chance = [0_u8; 6];
    world.random(&mut chance);
    let mut words: String = chance.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    words.insert(3, '-');
    words
}
