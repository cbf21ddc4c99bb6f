//! Taking in: the one way by which anything becomes part of what the service remembers.
//!
//! Every change gets a number of the organisation's order and stands in the log for ever, whatever becomes of it (law 4);
//! the state that follows from it is written in the same transaction. A change from the field is judged ([`take`]); one
//! from an import or from support is not ([`put`], [`decision`]). What is deliberately not here: transactions, which the
//! caller opens and keeps short.

pub mod decision;
mod judge;
mod keep;
mod known_as;
mod put;
mod register;
mod take;
mod ticket;

pub use decision::{Choice, Decided, Undecided};
pub use put::Put;
pub use take::{Answer, Sender};

use crate::db::{DbError, Doubt, Kept, Logged, Origin, Tx};
use daybook_record::receipt::receipt_code;
use daybook_record::{Change, DeviceId, Facts, Kind, Made, Outcome, Receipt, RecordId, UserId, Verb, Version, World};
use uuid::Uuid;

/// The device under which imports, support and the service itself write.
pub const SERVICE_DEVICE: DeviceId = DeviceId(Uuid::nil());
/// The person under whom imports and the service itself write.
pub const SERVICE_PERSON: UserId = UserId(Uuid::nil());

/// Taking in, within one transaction, for one organisation.
#[derive(Clone, Copy)]
pub struct Ingest<'a> {
    tx: &'a dyn Tx,
    org: &'a str,
    world: &'a dyn World,
}

impl<'a> Ingest<'a> {
    /// For this organisation, in this transaction.
    pub fn new(tx: &'a dyn Tx, org: &'a str, world: &'a dyn World) -> Self {
        Self { tx, org, world }
    }

    /// Writes a change into the log under this number, and gives its receipt.
    fn log(&self, change: &Change, sequence: Version, origin: Origin, outcome: Outcome) -> Result<Receipt, DbError> {
        let receipt = Receipt {
            code: receipt_code(sequence),
            change: change.id,
            revision: change.revision,
            sequence,
            at: self.world.now(),
            registration: self.registered(change.kind, change.record)?,
            outcome,
        };
        let time_suspect = if origin == Origin::Field { Doubt::of(&change.made, receipt.at) } else { None };
        self.tx.log(self.org, &Logged { change: change.clone(), receipt: receipt.clone(), origin, time_suspect })?;
        Ok(receipt)
    }

    /// A change that the service makes itself.
    fn own_change(&self, kind: Kind, record: RecordId, base: Option<Version>, verb: Verb, facts: Facts, person: UserId) -> Change {
        Change {
            id: self.world.mint().into(),
            kind,
            record,
            revision: 1,
            base,
            verb,
            facts,
            person,
            device: SERVICE_DEVICE,
            made: Made::now(self.world, Some(0)),
        }
    }

    /// All records of a kind, removed ones too.
    pub(crate) fn all(&self, kind: Kind) -> Result<Vec<Kept>, DbError> {
        self.tx.records(self.org, kind)
    }

    fn kept(&self, kind: Kind, id: RecordId) -> Result<Option<Kept>, DbError> {
        self.tx.record(self.org, kind, id)
    }
}
