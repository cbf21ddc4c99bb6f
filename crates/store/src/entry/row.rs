//! One change as a row: what was done, about whom, where, and how far it is.

use crate::row::{json_if, read, read_if};
use crate::view::{EntryRow, ReceiptRow, SendState, TicketRow};
use crate::{Result, StoreError};
use chrono::NaiveDate;
use daybook_record::kind::{Ticket, TicketState};
use daybook_record::{ChangeId, Kind, Moment, Outcome, Reason, Receipt, RecordId};
use rusqlite::{Row, Rows};
use std::collections::HashMap;

/// An entry with what an account needs beside it.
pub(crate) struct Entry {
    pub(crate) row: EntryRow,
    /// The day on which it was recorded.
    pub(crate) made_on: NaiveDate,
    /// The service held the record before the sync that sent this.
    pub(crate) held_before: bool,
}

pub(crate) fn gather(mut rows: Rows<'_>) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(row)?);
    }
    Ok(entries)
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    let receipt: Option<Receipt> = json_if(row, "receipt")?;
    let ticket = ticket_of(row, receipt.as_ref())?;
    let sending = row.get::<_, bool>("sending")?;
    let given: Option<String> = row.get("given_name")?;
    let family: Option<String> = row.get("family_name")?;
    Ok(Entry {
        made_on: read(row, "made_on")?,
        held_before: row.get("held_before")?,
        row: EntryRow {
            change: read(row, "change_id")?,
            record: read(row, "record")?,
            kind: read(row, "kind")?,
            verb: read(row, "verb")?,
            child: read_if(row, "child")?,
            child_name: given.zip(family).map(|(given, family)| format!("{given} {family}")),
            school: row.get("school")?,
            school_name: row.get("school_name")?,
            area: row.get("area")?,
            area_name: row.get("area_name")?,
            about: row.get::<_, Option<String>>("individual_name")?.or(row.get("household_head")?),
            programme: read_if(row, "programme")?,
            detail: row.get("detail")?,
            at: row.get::<_, String>("at").ok().as_deref().and_then(Moment::parse).ok_or(StoreError::Unreadable("at"))?,
            state: state(receipt.as_ref(), ticket.as_ref(), sending),
            receipt: receipt.map(|Receipt { code, at, registration, outcome, .. }| ReceiptRow { code, at, registration, outcome }),
            ticket,
            can_undo: row.get("can_undo")?,
        },
    })
}

/// How far a change is.
pub(crate) fn state(receipt: Option<&Receipt>, ticket: Option<&TicketRow>, sending: bool) -> SendState {
    match (receipt, ticket) {
        (None, _) if sending => SendState::Sending,
        (None, _) => SendState::Waiting,
        (Some(_), Some(ticket)) if ticket.state == TicketState::Open => SendState::InReview,
        (Some(_), Some(_)) => SendState::Reviewed,
        (Some(_), None) => SendState::Received,
    }
}

/// The ticket as it came down; until it has, as the receipt tells of it.
fn ticket_of(row: &Row<'_>, receipt: Option<&Receipt>) -> Result<Option<TicketRow>> {
    if let Some(ticket) = json_if::<Ticket>(row, "ticket")? {
        return Ok(Some(ticket_row(ticket, true)));
    }
    let Some(Outcome::WithSupport { ticket, reason }) = receipt.map(|receipt| &receipt.outcome) else { return Ok(None) };
    Ok(Some(opened(ticket, *reason, read(row, "kind")?, read(row, "record")?)))
}

fn opened(number: &str, reason: Reason, about: Kind, record: RecordId) -> TicketRow {
    let (fields, state) = (Vec::new(), TicketState::Open);
    TicketRow { number: number.to_owned(), reason, about, record, fields, other_at: None, state, decided_at: None, note: None, mine: true }
}

/// A ticket as it is shown; `mine` where a change of this device opened it.
pub(crate) fn ticket_row(ticket: Ticket, mine: bool) -> TicketRow {
    let Ticket { number, about, record, reason, fields, other_at, state, decided_at, note, .. } = ticket;
    TicketRow { number, reason, about, record, fields, other_at, state, decided_at, note, mine }
}

/// How far each record is: what waits counts most, then what is with support, then what was done last.
pub(crate) fn states(newest_first: &[EntryRow]) -> HashMap<RecordId, SendState> {
    let urgency = |state: SendState| match state {
        SendState::Waiting => 3,
        SendState::Sending => 2,
        SendState::InReview => 1,
        SendState::Received | SendState::Reviewed | SendState::Held => 0,
    };
    let mut states = HashMap::new();
    for entry in newest_first {
        let state = states.entry(entry.record).or_insert(entry.state);
        if urgency(entry.state) > urgency(*state) {
            *state = entry.state;
        }
    }
    states
}

/// The changes that these entries are.
pub(crate) fn changes(entries: &[EntryRow]) -> impl Iterator<Item = ChangeId> + '_ {
    entries.iter().map(|entry| entry.change)
}
