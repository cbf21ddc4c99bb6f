//! Deciding a ticket: support's decision is itself a change, and comes back to the nurse like any other.

use super::Ingest;
use crate::db::{DbError, Kept, Logged, Origin, TicketRow};
use daybook_record::kind::TicketState;
use daybook_record::merge::{Mark, Merge, REMOVED, merge};
use daybook_record::{Change, Facts, Held, Kind, Outcome, UserId, Verb, Version};
use daybook_wire::pull::Gone;

/// Which side support takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// What the device sent.
    TakeDevice,
    /// What the service holds.
    KeepService,
}

/// A ticket that was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// As it stands now.
    pub row: TicketRow,
}

/// Why a ticket could not be decided.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    /// There is no such ticket.
    #[error("there is no such ticket")]
    NoSuchTicket,
    /// Somebody was faster.
    #[error("this ticket was decided before")]
    DecidedBefore,
    /// What the device sent cannot be applied as it is: it would not be readable as what it says it is.
    #[error("what the device sent cannot be taken as it is")]
    CannotBeTaken,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Ingest<'_> {
    /// Decides a ticket. The caller has made sure that `person` is of support.
    pub fn decide(&self, number: &str, choice: Choice, person: UserId, note: Option<&str>) -> Result<Decided, Undecided> {
        let mut row = self.tx.ticket(self.org, number)?.ok_or(Undecided::NoSuchTicket)?;
        if row.ticket.state != TicketState::Open {
            return Err(Undecided::DecidedBefore);
        }
        // The child may have changed school since.
        if let Some(kept) = self.kept(Kind::Ticket, row.id)? {
            row.scope = kept.scope;
        }
        let waiting = self.tx.changes_of(self.org, number)?;
        match choice {
            Choice::TakeDevice => self.take_waiting(&waiting, person)?,
            Choice::KeepService => self.show_again(&row, person)?,
        }
        row.ticket.state = if choice == Choice::TakeDevice { TicketState::TookDevice } else { TicketState::KeptService };
        row.ticket.decided_at = Some(self.world.now());
        row.ticket.note = note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        row.decided_by = Some(person);
        row.scope = self.answer_scope(row.person, row.scope)?;
        self.save(&row)?;
        Ok(Decided { row })
    }

    /// Applies the changes that waited, in their order, over whatever others have said meanwhile.
    fn take_waiting(&self, waiting: &[Logged], person: UserId) -> Result<(), Undecided> {
        if waiting.is_empty() {
            return Err(Undecided::CannotBeTaken);
        }
        for logged in waiting {
            self.overrule(&logged.change, person)?;
        }
        Ok(())
    }

    fn overrule(&self, waiting: &Change, person: UserId) -> Result<(), Undecided> {
        let before = self.kept(waiting.kind, waiting.record)?;
        let base = before.as_ref().map(|kept| kept.held.version);
        let verb = if before.is_none() { Verb::Create } else { waiting.verb };
        let change = self.own_change(waiting.kind, waiting.record, base, verb, waiting.facts.clone(), person);
        let sequence = self.tx.next_sequence(self.org)?;
        let revived = before.as_ref().map(|kept| revived(kept, &change, sequence));
        let (held, outcome) = match merge(revived.as_ref().or(before.as_ref().map(|kept| &kept.held)), &change, sequence) {
            Merge::Becomes { held, .. } => (held, Outcome::Stored),
            // Said already; it goes down again all the same, because the device waits for an answer.
            Merge::Same => match revived {
                Some(held) => (Held { version: sequence, ..held }, Outcome::Stored),
                None => return Err(Undecided::CannotBeTaken),
            },
            Merge::Clash(_) | Merge::Unknown => return Err(Undecided::CannotBeTaken),
        };
        if !self.is_placed(waiting.kind, &held, before.as_ref())? {
            return Err(Undecided::CannotBeTaken);
        }
        self.log(&change, sequence, Origin::Support, outcome)?;
        self.keep(before.as_ref(), waiting.kind, held, None)?;
        Ok(())
    }

    /// A record that belongs nowhere (its child is still unknown) cannot become part of the state.
    fn is_placed(&self, kind: Kind, held: &Held, before: Option<&Kept>) -> Result<bool, DbError> {
        let child = daybook_record::kind::child_of(kind, held.record, &held.facts);
        Ok(before.is_some() || self.scope_of(kind, &held.facts, child)?.is_some())
    }

    /// The record as the service holds it goes down again, so that the device that waits shows it; one that the service
    /// does not hold at all is told to be gone.
    fn show_again(&self, row: &TicketRow, person: UserId) -> Result<(), DbError> {
        if row.unreadable.is_some() {
            return Ok(());
        }
        let (kind, record) = (row.ticket.about, row.ticket.record);
        if let Some(kept) = self.kept(kind, record)? {
            return self.touch(&kept, None).map(|_| ());
        }
        let change = self.own_change(kind, record, None, Verb::Remove, Facts::default(), person);
        let version = self.tx.next_sequence(self.org)?;
        self.log(&change, version, Origin::Support, Outcome::Stored)?;
        self.tx.depart(self.org, &row.scope, &Gone { kind, id: record, version, removed: true })
    }
}

/// An edit that support takes brings back what was removed.
fn revived(kept: &Kept, change: &Change, sequence: Version) -> Held {
    let mut held = kept.held.clone();
    if held.removed && matches!(change.verb, Verb::Create | Verb::Edit) {
        held.removed = false;
        held.marks.insert(REMOVED.to_owned(), Mark { version: sequence, device: change.device });
    }
    held
}
