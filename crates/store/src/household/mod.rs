//! Households and the people who live in them: lists, pages, who is near, who may be here already.

mod nearby;
mod row;
mod similar;

use crate::view::{HouseholdPage, HouseholdRow, IndividualPage, IndividualRow, Near, PeopleFound, PeopleQuery};
use crate::{Result, Store, entry, search};
use chrono::NaiveDate;
use daybook_record::kind::{Household, Individual};
use daybook_record::{Kind, RecordId};
use rusqlite::{Connection, named_params};

/// The most shown at once: nobody reads further, they type another letter.
const MOST_SHOWN: usize = 100;

impl Store {
    /// Households and people who fit, best first.
    pub fn find_people(&self, query: &PeopleQuery, today: NaiveDate) -> Result<PeopleFound> {
        self.read(|tx| {
            let area = query.area.as_deref();
            let text = query.text.trim();
            let (households, individuals) = match (text.is_empty(), query.near) {
                (true, Some(from)) => (near(tx, from, area)?, Vec::new()),
                (true, None) => (row::households_of(tx, area, query.to_visit, MOST_SHOWN)?, Vec::new()),
                (false, _) => shown(tx, &search::people::meant(tx, text, area)?, query.to_visit, today)?,
            };
            let mut found = PeopleFound { households, individuals, ..row::counted(tx, area)? };
            if query.to_visit {
                found.households.retain(|household| !household.visited);
            }
            found.households.truncate(MOST_SHOWN);
            found.individuals.truncate(MOST_SHOWN);
            Ok(found)
        })
    }

    /// All about a household; none where it is not here.
    pub fn household(&self, id: RecordId, today: NaiveDate) -> Result<Option<HouseholdPage>> {
        self.read(|tx| {
            let Some(row) = row::households(tx, &[id])?.pop() else { return Ok(None) };
            let held = crate::record::load(tx, Kind::Household, id)?;
            let notes = held.and_then(|held| held.facts.read::<Household>().ok()).and_then(|household| household.notes);
            Ok(Some(HouseholdPage { row, notes, individuals: row::members(tx, id, today)?, entries: entry::of_household(tx, id)? }))
        })
    }

    /// All about a person; none where she is not here.
    pub fn individual(&self, id: RecordId, today: NaiveDate) -> Result<Option<IndividualPage>> {
        self.read(|tx| {
            let one = |id: Option<RecordId>| -> Result<Option<IndividualRow>> {
                Ok(match id {
                    Some(id) => row::individuals(tx, &[id], today)?.pop(),
                    None => None,
                })
            };
            let Some(row) = one(Some(id))? else { return Ok(None) };
            let household = match row.household {
                Some(household) => row::households(tx, &[household])?.pop(),
                None => None,
            };
            Ok(Some(IndividualPage {
                household,
                duplicate_of: one(row.duplicate_of)?,
                duplicates: row::duplicates(tx, &row, today)?,
                entries: entry::of_individual(tx, id)?,
                row,
            }))
        })
    }

    /// Who lives in a household, as records: a household moves with them.
    pub fn members(&self, household: RecordId) -> Result<Vec<(RecordId, Individual)>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("members.sql"))?;
            let mut rows = statement.query(named_params! { ":household": household.to_string() })?;
            let mut members = Vec::new();
            while let Some(row) = rows.next()? {
                members.push((crate::row::read(row, "id")?, crate::row::json(row, "facts")?));
            }
            Ok(members)
        })
    }
}

/// The first of them, as rows. Two letters may mean half a district: no more are looked up than are shown.
fn shown(tx: &Connection, ids: &[RecordId], to_visit: bool, today: NaiveDate) -> Result<(Vec<HouseholdRow>, Vec<IndividualRow>)> {
    let (mut households, mut individuals) = (Vec::new(), Vec::new());
    for some in ids.chunks(MOST_SHOWN) {
        if households.len() < MOST_SHOWN {
            households.extend(row::households(tx, some)?.into_iter().filter(|household| !(to_visit && household.visited)));
        }
        if individuals.len() < MOST_SHOWN {
            individuals.extend(row::individuals(tx, some, today)?);
        }
        if households.len() >= MOST_SHOWN && individuals.len() >= MOST_SHOWN {
            break;
        }
    }
    Ok((households, individuals))
}

fn near(tx: &Connection, from: Near, area: Option<&str>) -> Result<Vec<HouseholdRow>> {
    let near = nearby::nearest(tx, from, area, MOST_SHOWN)?;
    let ids: Vec<RecordId> = near.iter().map(|(id, _)| *id).collect();
    let mut rows = row::households(tx, &ids)?;
    for household in &mut rows {
        household.metres = near.iter().find(|(id, _)| *id == household.id).map(|(_, metres)| *metres);
    }
    Ok(rows)
}
