//! Tickets: what waits for a person at support, with everything she needs to decide.

use super::{DbError, Logged};
use daybook_record::kind::Ticket;
use daybook_record::merge::Clash;
use daybook_record::{DeviceId, Facts, Fault, Kind, RecordId, Scope, UserId, Version};

/// A ticket as the service keeps it. The changes that wait under it are in the log ([`Tickets::changes_of`]).
#[derive(Clone, Debug, PartialEq)]
pub struct TicketRow {
    /// As it travels; names fields, never values.
    pub ticket: Ticket,
    /// The id of the ticket's own record.
    pub id: RecordId,
    /// Who may pull it.
    pub scope: Scope,
    /// The device that sent the change.
    pub device: DeviceId,
    /// Who made it.
    pub person: UserId,
    /// What the service held when the change arrived; none where it held nothing.
    pub held: Option<Facts>,
    /// The version it held then.
    pub held_version: Option<Version>,
    /// The values in question, both sides.
    pub clashes: Vec<Clash>,
    /// The rules that do not hold.
    pub faults: Vec<Fault>,
    /// Records that may be the same vaccination.
    pub doubles: Vec<RecordId>,
    /// A line of a batch file that is no change at all, as it came.
    pub unreadable: Option<String>,
    /// Who decided.
    pub decided_by: Option<UserId>,
}

/// Verbs about tickets.
pub trait Tickets {
    /// Takes the next ticket number.
    fn next_ticket(&self, org: &str) -> Result<u64, DbError>;
    /// Adds a ticket, or changes the one with that number.
    fn save_ticket(&self, org: &str, row: &TicketRow) -> Result<(), DbError>;
    /// One ticket.
    fn ticket(&self, org: &str, number: &str) -> Result<Option<TicketRow>, DbError>;
    /// Tickets that wait (oldest first), or those decided (newest first).
    fn tickets(&self, org: &str, open: bool, most: u32) -> Result<Vec<TicketRow>, DbError>;
    /// Tickets that this device's changes opened, newest first.
    fn tickets_of_device(&self, org: &str, device: DeviceId, most: u32) -> Result<Vec<TicketRow>, DbError>;
    /// The ticket under which an earlier change of this record by this device waits.
    fn waiting(&self, org: &str, kind: Kind, record: RecordId, device: DeviceId) -> Result<Option<TicketRow>, DbError>;
    /// The changes that wait under a ticket, in order.
    fn changes_of(&self, org: &str, number: &str) -> Result<Vec<Logged>, DbError>;
}
