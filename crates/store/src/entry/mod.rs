//! Entries: this device's changes as a person reads them, each with how far it is on its way to the service.

mod row;

pub(crate) use row::{Entry, changes, gather, state, states, ticket_row};

use crate::row::read;
use crate::view::{EntryRow, Unsent, UnsentArea, UnsentSchool};
use crate::{Result, Store, place};
use daybook_record::RecordId;
use rusqlite::{Connection, named_params};

impl Store {
    /// What waits on this device, in numbers.
    pub fn unsent(&self) -> Result<Unsent> {
        self.read(|tx| {
            let all = named_params! {};
            let mut unsent = tx.prepare_cached(include_str!("unsent.sql"))?.query_row(all, |row| {
                let bytes = row.get::<_, i64>("bytes")?.cast_unsigned();
                Ok(Unsent { changes: row.get("changes")?, children: row.get("children")?, bytes, schools: Vec::new(), areas: Vec::new() })
            })?;
            let mut statement = tx.prepare_cached(include_str!("unsent_by_school.sql"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let school = read(row, "school")?;
                let name = place::name_or_number(tx, &school)?;
                unsent.schools.push(UnsentSchool { school, name, changes: row.get("changes")?, children: row.get("children")? });
            }
            let mut statement = tx.prepare_cached(include_str!("unsent_by_area.sql"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let area: String = row.get("area")?;
                let name = place::area_name(tx, &area)?;
                unsent.areas.push(UnsentArea { area, name, changes: row.get("changes")?, households: row.get("households")? });
            }
            unsent.areas.sort_by_cached_key(|area| area.name.to_lowercase());
            unsent.schools.sort_by_cached_key(|school| school.name.to_lowercase());
            Ok(unsent)
        })
    }

    /// What waits on this device, one by one, oldest first.
    pub fn unsent_entries(&self) -> Result<Vec<EntryRow>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(concat!(include_str!("select.sql"), include_str!("that_wait.sql")))?;
            Ok(gather(statement.query([])?)?.into_iter().map(|entry| entry.row).collect())
        })
    }
}

/// What this device did about a child, newest first.
pub(crate) fn of_child(tx: &Connection, child: RecordId) -> Result<Vec<EntryRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("select.sql"), include_str!("of_child.sql")))?;
    Ok(gather(statement.query(named_params! { ":child": child.to_string() })?)?.into_iter().map(|entry| entry.row).collect())
}

/// What this device did about a household and about who lives there, newest first.
pub(crate) fn of_household(tx: &Connection, household: RecordId) -> Result<Vec<EntryRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("select.sql"), include_str!("of_household.sql")))?;
    Ok(gather(statement.query(named_params! { ":household": household.to_string() })?)?.into_iter().map(|entry| entry.row).collect())
}

/// What this device did about a person, newest first.
pub(crate) fn of_individual(tx: &Connection, individual: RecordId) -> Result<Vec<EntryRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("select.sql"), include_str!("of_individual.sql")))?;
    Ok(gather(statement.query(named_params! { ":individual": individual.to_string() })?)?.into_iter().map(|entry| entry.row).collect())
}
