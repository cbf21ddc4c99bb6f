//! A child's page: everything this device knows of her, programme by programme.

mod panel;

use crate::cohort::{self, Lens};
use crate::entry::{self, ticket_row};
use crate::row::{from_json, read};
use crate::view::{ChildPage, Contacts, NoteRow, ParentRow, SendState, TicketRow};
use crate::{Result, Store, place, session};
use chrono::NaiveDate;
use daybook_record::kind::{Child, Consent, Note, Ticket, Triage, Vaccination};
use daybook_record::{ChangeId, Kind, RecordId};
use rusqlite::{Connection, named_params};
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};

impl Store {
    /// All about a child, as seen from a session or from the search; none where she is not on the device.
    pub fn child(&self, child: RecordId, session: Option<RecordId>, today: NaiveDate) -> Result<Option<ChildPage>> {
        self.read(|tx| {
            let Some(member) = cohort::of(tx, &[child], today)?.pop() else { return Ok(None) };
            let found = session.map(|id| session::find(tx, id)).transpose()?.flatten();
            let lens = found.as_ref().map_or_else(|| Lens::device(today), |found| session::lens(found, true, today));
            let head = session.zip(found).map(|(id, found)| session::head(tx, id, &found, today)).transpose()?;
            let entries = entry::of_child(tx, child)?;
            let states = entry::states(&entries);
            let file = File::of(tx, child)?;
            let row = lens.row(&member);
            Ok(Some(ChildPage {
                programmes: panel::panels(tx, &row.standings, &file, &states)?,
                row,
                gender: member.child.gender,
                nhs_number_invalidated: member.child.nhs_number_invalidated,
                school_name: place::name_or_number(tx, &member.child.school)?,
                restricted: member.child.restricted,
                contacts: (!member.child.restricted).then(|| contacts(member.child)),
                session: head,
                notes: notes(file.notes, &states),
                tickets: tickets(file.tickets, &entry::changes(&entries).collect()),
                entries,
            }))
        })
    }
}

/// What lies in a child's file, each thing with its id.
#[derive(Default)]
pub(crate) struct File {
    consents: Vec<(RecordId, Consent)>,
    triage: Vec<(RecordId, Triage)>,
    vaccinations: Vec<(RecordId, Vaccination)>,
    notes: Vec<(RecordId, Note)>,
    tickets: Vec<(RecordId, Ticket)>,
}

impl File {
    fn of(tx: &Connection, child: RecordId) -> Result<Self> {
        let mut statement = tx.prepare_cached(include_str!("file.sql"))?;
        let mut rows = statement.query(named_params! { ":child": child.to_string() })?;
        let mut file = Self::default();
        while let Some(row) = rows.next()? {
            let (kind, id) = (read(row, "kind")?, read(row, "id")?);
            let facts = row.get_ref("facts")?.as_str().unwrap_or_default();
            match kind {
                Kind::Consent => add(&mut file.consents, id, facts),
                Kind::Triage => add(&mut file.triage, id, facts),
                Kind::Vaccination => add(&mut file.vaccinations, id, facts),
                Kind::Note => add(&mut file.notes, id, facts),
                Kind::Ticket => add(&mut file.tickets, id, facts),
                _ => {}
            }
        }
        Ok(file)
    }
}

/// A record that this version cannot read must not hide the others.
fn add<T: DeserializeOwned>(to: &mut Vec<(RecordId, T)>, id: RecordId, facts: &str) {
    to.extend(from_json(facts, "facts").ok().map(|record| (id, record)));
}

fn contacts(child: Child) -> Contacts {
    let parent = |name: Option<String>, relationship, phone, email| {
        let known = name.is_some() || [&relationship, &phone, &email].iter().any(|field: &&Option<String>| field.is_some());
        known.then_some(ParentRow { name, relationship, phone, email })
    };
    let first = parent(child.parent_1_name, child.parent_1_relationship, child.parent_1_phone, child.parent_1_email);
    let second = parent(child.parent_2_name, child.parent_2_relationship, child.parent_2_phone, child.parent_2_email);
    Contacts {
        address: [child.address, child.town, child.postcode].into_iter().flatten().collect(),
        parents: first.into_iter().chain(second).collect(),
    }
}

fn notes(mut notes: Vec<(RecordId, Note)>, states: &HashMap<RecordId, SendState>) -> Vec<NoteRow> {
    notes.sort_by_key(|(_, note)| std::cmp::Reverse(note.at));
    let row = |(id, note): (RecordId, Note)| {
        let Note { text, at, recorded_by, .. } = note;
        NoteRow { id, text, at, recorded_by, state: states.get(&id).copied().unwrap_or(SendState::Held) }
    };
    notes.into_iter().map(row).collect()
}

fn tickets(mut tickets: Vec<(RecordId, Ticket)>, mine: &HashSet<ChangeId>) -> Vec<TicketRow> {
    tickets.sort_by_key(|(_, ticket)| std::cmp::Reverse(ticket.opened_at));
    let row = |(_, ticket): (RecordId, Ticket)| {
        let mine = mine.contains(&ticket.change);
        ticket_row(ticket, mine)
    };
    tickets.into_iter().map(row).collect()
}
