//! The audit trail: who read and wrote which child's record, from which device.
//!
//! One chain an organisation. Each line carries the hash of the one before it, so that a line that was removed, changed or
//! moved shows; the end of the chain is kept beside the database too ([`Head`]), so that a trail that was cut short shows.
//! Lines are written in the transaction of what they tell of. They name people, devices and children by id and say how
//! much, never what. What is deliberately not here: a defence against whoever may rewrite the database, the head and the
//! service's log alike; copies of the head elsewhere (a backup's manifest has one) are the answer to that.

mod entry;
mod head;
mod verify;

pub use entry::{Action, Actor, Entry};
pub use head::Head;
pub use verify::{Break, Verified, verify};

use crate::db::{DbError, Tx};
use daybook_record::{RecordId, World};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A line, as it is kept and hashed.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// From 1, without a gap.
    pub seq: u64,
    /// When, by the service's clock.
    pub at: String,
    /// [`Actor`], by name.
    pub actor: String,
    /// Who, where it was a person.
    pub person: Option<String>,
    /// From which device, where there was one.
    pub device: Option<String>,
    /// [`Action`], by name.
    pub action: String,
    /// In which scope, where it was in one.
    pub scope: Option<String>,
    /// The children, sixteen bytes each, in order.
    pub children: Vec<u8>,
    /// How many children. More than are named where naming them would say no more: an import.
    pub counted: u64,
    /// How much, and under which number it is found. Never what.
    pub detail: String,
    /// Hash of the line before; zeros in the first.
    pub previous: [u8; 32],
    /// Hash of this one.
    pub hash: [u8; 32],
}

/// A place in the chain: what is needed to go on from it, and to see that nothing after it is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The line.
    pub seq: u64,
    /// Its hash.
    pub hash: [u8; 32],
}

impl Line {
    /// The ids of the children it names.
    pub fn child_ids(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.children.chunks_exact(16).filter_map(|bytes| Uuid::from_slice(bytes).ok()).map(RecordId)
    }

    /// The hash it should have.
    pub fn hashed(&self, org: &str) -> [u8; 32] {
        self.hashed_at(&self.begun(org), self.seq)
    }

    /// Everything but its number: so that verifying can ask cheaply where a line belongs.
    fn begun(&self, org: &str) -> Sha256 {
        let mut hash = Sha256::new_with_prefix(b"daybook audit 1\n");
        let optional = |text: &Option<String>| text.as_ref().map_or_else(Vec::new, |text| [b"=", text.as_bytes()].concat());
        let counted = self.counted.to_be_bytes();
        let (person, device, scope) = (optional(&self.person), optional(&self.device), optional(&self.scope));
        let fields: [&[u8]; 10] = [
            org.as_bytes(),
            self.at.as_bytes(),
            self.actor.as_bytes(),
            &person,
            &device,
            self.action.as_bytes(),
            &scope,
            &self.children,
            &counted,
            self.detail.as_bytes(),
        ];
        for field in fields {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field);
        }
        hash.update(self.previous);
        hash
    }

    fn hashed_at(&self, begun: &Sha256, seq: u64) -> [u8; 32] {
        begun.clone().chain_update(seq.to_be_bytes()).finalize().into()
    }
}

/// Writes a line into the trail of its organisation, in the transaction of what it tells of.
pub fn note(tx: &dyn Tx, world: &dyn World, entry: Entry<'_>) -> Result<Link, DbError> {
    let end = tx.trail_end(entry.org)?.unwrap_or(Link { seq: 0, hash: [0; 32] });
    let org = entry.org;
    let mut line = entry.into_line(end, world.now());
    line.hash = line.hashed(org);
    tx.add_to_trail(org, &line)?;
    Ok(Link { seq: line.seq, hash: line.hash })
}

/// Lines read at a time: a line may name two thousand children.
const AT_A_TIME: u32 = 256;

/// Every line of an organisation's trail, in order, without holding them all.
pub fn walk(tx: &dyn Tx, org: &str, mut each: impl FnMut(Line) -> Result<(), DbError>) -> Result<(), DbError> {
    let mut after = 0;
    loop {
        let lines = tx.trail(org, after, AT_A_TIME)?;
        let Some(last) = lines.last() else { return Ok(()) };
        after = last.seq;
        lines.into_iter().try_for_each(&mut each)?;
    }
}
