//! Entries: a draft that became one, and all that were made in these areas.

use super::{FormName, about, moment, name};
use crate::entry::{state, ticket_row};
use crate::record::Saved;
use crate::row::{json, json_if, read};
use crate::view::{SendState, Who};
use crate::{Result, Store};
use daybook_record::draft::Entry;
use daybook_record::kind::Ticket;
use daybook_record::{ChangeId, Kind, Made, Moment, Receipt, RecordId};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::{Map, Value};

/// About whom an entry is, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// A household.
    pub household: Option<RecordId>,
    /// An individual.
    pub individual: Option<RecordId>,
    /// An area.
    pub area: Option<String>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entered {
    /// Which.
    pub id: RecordId,
    /// The form it was made with; without a title where that is not here.
    pub name: FormName,
    /// What was answered.
    pub data: Map<String, Value>,
    /// About whom.
    pub about: Which,
    /// And by what name.
    pub who: Who,
    /// When it was made.
    pub at: Moment,
    /// How far it is; none for one that was made elsewhere.
    pub state: Option<SendState>,
    /// The number the service gave it.
    pub registration: Option<String>,
    /// The receipt's code.
    pub receipt: Option<String>,
}

impl Store {
    /// A draft becomes an entry: the record, its change and the pictures it names are there, and the draft is not, in one
    /// transaction. The same change again changes nothing.
    pub fn record_draft(&self, entry: &Entry, pictures: &[String], change: ChangeId, made: Made) -> Result<Saved> {
        self.record_and(entry, change, made, |tx| {
            let mut statement = tx.prepare_cached(include_str!("name.sql"))?;
            for sha256 in pictures {
                statement.execute(named_params! { ":record": entry.record.to_string(), ":sha256": sha256 })?;
            }
            tx.execute(include_str!("done.sql"), named_params! { ":id": entry.record.to_string() })?;
            Ok(())
        })
    }

    /// In which area of the campaign an entry about these belongs: where they are registered, or the one that was chosen, or the
    /// only one there is. None where that cannot be said.
    pub fn area_for(&self, campaign: &str, which: &Which) -> Result<Option<String>> {
        let registered = |kind: Kind, id: Option<RecordId>| -> Result<Option<String>> {
            let Some(id) = id else { return Ok(None) };
            self.read(|tx| {
                let values = named_params! { ":kind": kind.as_str(), ":id": id.to_string() };
                Ok(tx.prepare_cached(include_str!("area_of.sql"))?.query_row(values, |row| row.get(0)).optional()?)
            })
        };
        if let Some(area) = registered(Kind::Household, which.household)? {
            return Ok(Some(area));
        }
        if let Some(area) = registered(Kind::Individual, which.individual)? {
            return Ok(Some(area));
        }
        let mut areas = self.areas()?;
        areas.retain(|area| area.campaign.as_deref() == Some(campaign));
        match &which.area {
            Some(chosen) => Ok(areas.iter().any(|area| area.key == *chosen).then(|| chosen.clone())),
            None => Ok(areas.pop().filter(|_| areas.is_empty()).map(|area| area.key)),
        }
    }

    /// Entries, newest first: all, or those about a household or an individual.
    pub fn form_entries(&self, about: &Which) -> Result<Vec<Entered>> {
        self.read(|tx| entries(tx, None, about))
    }

    /// One of them.
    pub fn form_entry(&self, id: RecordId) -> Result<Option<Entered>> {
        self.read(|tx| Ok(entries(tx, Some(id), &Which::default())?.pop()))
    }
}

fn entries(tx: &Connection, id: Option<RecordId>, which: &Which) -> Result<Vec<Entered>> {
    let mut statement = tx.prepare_cached(include_str!("entries.sql"))?;
    let mut rows = statement.query(named_params! {
        ":id": id.map(|id| id.to_string()), ":household": which.household.map(|id| id.to_string()),
        ":individual": which.individual.map(|id| id.to_string()),
        ":area": which.area,
    })?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let receipt: Option<Receipt> = json_if(row, "receipt")?;
        let ticket = json_if::<Ticket>(row, "ticket")?.map(|ticket| ticket_row(ticket, true));
        let ours: bool = row.get("ours")?;
        entries.push(Entered {
            id: read(row, "id")?,
            name: name(row)?,
            data: json(row, "data")?,
            about: about(row)?,
            who: who(row)?,
            at: moment(row, "at")?,
            state: if ours { Some(state(receipt.as_ref(), ticket.as_ref(), row.get("sending")?)) } else { None },
            registration: row.get("registration")?,
            receipt: receipt.map(|receipt| receipt.code),
        });
    }
    Ok(entries)
}

/// The person, where it is about one who is here; else her household.
fn who(row: &Row<'_>) -> Result<Who> {
    let Which { household, individual, .. } = about(row)?;
    Ok(match row.get::<_, Option<String>>("given_name")? {
        Some(given_name) => Who::Individual { given_name, family_name: row.get("family_name")? },
        None if row.get("at_home")? => Who::Household { head: row.get("head")?, address: row.get("address")? },
        None if individual.is_some() => Who::IndividualNotHere,
        None if household.is_some() => Who::HouseholdNotHere,
        None => Who::Nobody,
    })
}
