//! A ticket: an entry that a person at support looks at. It travels to the devices like any record, so that the answer
//! comes back to the nurse and shows on the child. It names fields, never their values.

use crate::code::codes;
use crate::receipt::{Reason, TicketNumber};
use crate::{ChangeId, Kind, Moment, RecordId, Verb};
use serde::{Deserialize, Serialize};

codes! {
    /// Where a ticket stands.
    TicketState {
        /// Nobody has decided yet.
        Open = "open",
        /// Support took what the device sent.
        TookDevice = "took_device",
        /// Support kept what the service held.
        KeptService = "kept_service",
    }
}

/// What support is asked to decide, and what it decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// As people say it: `T-000123`.
    pub number: TicketNumber,
    /// The change that waits.
    pub change: ChangeId,
    /// What it did.
    pub verb: Verb,
    /// The kind of record it is about.
    pub about: Kind,
    /// That record.
    pub record: RecordId,
    /// The child it is about, if it is about one.
    #[serde(default)]
    pub child: Option<RecordId>,
    /// Why it waits.
    pub reason: Reason,
    /// The fields in question.
    #[serde(default)]
    pub fields: Vec<String>,
    /// When the other value reached the service, for a conflict.
    #[serde(default)]
    pub other_at: Option<Moment>,
    /// Where it stands.
    pub state: TicketState,
    /// When it was opened, by the service's clock.
    pub opened_at: Moment,
    /// When it was decided.
    #[serde(default)]
    pub decided_at: Option<Moment>,
    /// A word from support to the nurse.
    #[serde(default)]
    pub note: Option<String>,
}
