//! A household, or a person, as a row of a list.

use crate::Result;
use crate::row::{json, read, to_json};
use crate::view::{HouseholdRow, IndividualRow, PeopleFound};
use chrono::NaiveDate;
use daybook_record::RecordId;
use daybook_record::kind::{Household, Individual};
use rusqlite::{Connection, Row, Rows, named_params};

/// These households, in this order; what is no household here is left out.
pub(super) fn households(tx: &Connection, ids: &[RecordId]) -> Result<Vec<HouseholdRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("household.sql"), include_str!("household_named.sql")))?;
    let rows = statement.query(named_params! { ":ids": listed(ids)? })?;
    gathered(rows, household)
}

/// The households of an area, or of all, those of one head beside each other.
pub(super) fn households_of(tx: &Connection, area: Option<&str>, to_visit: bool, most: usize) -> Result<Vec<HouseholdRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("household.sql"), include_str!("household_of.sql")))?;
    let rows = statement.query(named_params! { ":area": area, ":to_visit": to_visit, ":most": most as i64 })?;
    gathered(rows, household)
}

/// How many households there are, and how many had a visit.
pub(super) fn counted(tx: &Connection, area: Option<&str>) -> Result<PeopleFound> {
    Ok(tx.prepare_cached(include_str!("counted.sql"))?.query_row(named_params! { ":area": area }, |row| {
        let (households_in_all, visited) = (row.get("households")?, row.get("visited")?);
        Ok(PeopleFound { households: Vec::new(), individuals: Vec::new(), households_in_all, visited })
    })?)
}

/// These people, in this order; who is no person here is left out.
pub(super) fn individuals(tx: &Connection, ids: &[RecordId], today: NaiveDate) -> Result<Vec<IndividualRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("individual.sql"), include_str!("individual_named.sql")))?;
    gathered(statement.query(named_params! { ":ids": listed(ids)? })?, |row| individual(row, today))
}

/// Who lives in a household: who speaks for it first, then the eldest; who was found to be registered twice comes last.
pub(super) fn members(tx: &Connection, household: RecordId, today: NaiveDate) -> Result<Vec<IndividualRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("individual.sql"), include_str!("individual_of_household.sql")))?;
    let mut rows = gathered(statement.query(named_params! { ":household": household.to_string() })?, |row| individual(row, today))?;
    rows.sort_by_key(|row| (row.duplicate_of.is_some(), !row.head, row.date_of_birth.unwrap_or(NaiveDate::MAX), row.given_name.clone()));
    Ok(rows)
}

/// Who turned out to be the same person.
pub(super) fn duplicates(tx: &Connection, of: &IndividualRow, today: NaiveDate) -> Result<Vec<IndividualRow>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("individual.sql"), include_str!("individual_duplicates.sql")))?;
    gathered(statement.query(named_params! { ":id": of.id.to_string() })?, |row| individual(row, today))
}

fn listed(ids: &[RecordId]) -> Result<String> {
    to_json(&ids)
}

fn gathered<T>(mut rows: Rows<'_>, each: impl Fn(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(each(row)?);
    }
    Ok(found)
}

fn household(row: &Row<'_>) -> Result<HouseholdRow> {
    let household: Household = json(row, "facts")?;
    Ok(HouseholdRow {
        id: read(row, "id")?,
        area: household.area,
        area_name: row.get("area_name")?,
        head: household.head,
        address: household.address,
        members: household.members,
        registered: row.get("registered")?,
        latitude: household.latitude,
        longitude: household.longitude,
        accuracy: household.accuracy,
        metres: None,
        registration: household.registration,
        visited: row.get("visited")?,
        unsent: row.get("unsent")?,
        with_support: row.get("with_support")?,
    })
}

fn individual(row: &Row<'_>, today: NaiveDate) -> Result<IndividualRow> {
    let individual: Individual = json(row, "facts")?;
    Ok(IndividualRow {
        id: read(row, "id")?,
        age: individual.age_on(today),
        area: individual.area,
        area_name: row.get("area_name")?,
        household: individual.household,
        household_head: row.get("household_head")?,
        household_address: row.get("household_address")?,
        given_name: individual.given_name,
        family_name: individual.family_name,
        date_of_birth: individual.date_of_birth,
        date_of_birth_is_estimated: individual.date_of_birth_is_estimated,
        gender: individual.gender,
        identifiers: individual.identifiers,
        head: individual.head,
        duplicate_of: individual.duplicate_of,
        registration: individual.registration,
        unsent: row.get("unsent")?,
        with_support: row.get("with_support")?,
    })
}
