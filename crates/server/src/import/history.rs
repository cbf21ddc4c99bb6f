//! Taking in past vaccinations: finds each child or makes her, and keeps what was given or not beside our own records.

use super::Imported;
use super::catalogue::{built_in, vaccine_id};
use super::fault::{FileFault, ImportError, rows_in_words};
use super::register::{Found, Identity, Register};
use super::table::Table;
use super::taken::{
    Tally, keep_place, keep_stand_in, keep_vaccines, known_children, known_schools, repeated, settle_number, unread, warning,
};
use super::vaccination::{self, VaccinationRow};
use crate::db::{DbError, Origin, Tx};
use crate::ingest::Ingest;
use daybook_record::kind::{Child, Vaccination, Vaccine, year_group_on};
use daybook_record::scope::{HOME_EDUCATED, UNKNOWN_SCHOOL};
use daybook_record::{Facts, Kind, RecordId, World};
use std::collections::BTreeSet;

/// Takes in a list of past vaccinations.
pub fn vaccinations(tx: &dyn Tx, org: &str, world: &dyn World, bytes: &[u8]) -> Result<Imported, ImportError> {
    let table = Table::read(bytes, &vaccination::VACCINATIONS).map_err(ImportError::refuse)?;
    let known_products = known_products(tx, org)?;
    let products = if known_products.is_empty() { built_in() } else { known_products.clone() };
    let mut faults = Vec::new();
    let rows = vaccination::read(&table, &products, world.today(), &mut faults);
    one_event_one_row(&rows, &mut faults);
    if !faults.is_empty() {
        return Err(ImportError::refuse(faults));
    }
    let mut taking = Taking {
        tx,
        org,
        world,
        ingest: Ingest::new(tx, org, world),
        table: &table,
        register: Register::of(known_children(tx, org)?),
        schools: known_schools(tx, org)?,
        children: Tally::default(),
        events: Tally::default(),
        warnings: Vec::new(),
    };
    if known_products.is_empty() {
        keep_vaccines(&taking.ingest, &products)?;
    }
    for row in &rows {
        taking.take(row)?;
    }
    let tallies = vec![("vaccination record", taking.events), ("child", taking.children)];
    Ok(Imported { tallies, warnings: taking.warnings, unread: unread(&table) })
}

fn known_products(tx: &dyn Tx, org: &str) -> Result<Vec<Vaccine>, DbError> {
    let records = tx.records(org, Kind::Vaccine)?.into_iter();
    // One that was not named by its key could not be spoken of by a history.
    let named = |vaccine: &Vaccine, id: RecordId| vaccine_id(&vaccine.key) == id;
    Ok(records.filter_map(|kept| kept.held.facts.read::<Vaccine>().ok().filter(|vaccine| named(vaccine, kept.held.record))).collect())
}

/// Two rows for one child, programme and day cannot both be true.
fn one_event_one_row(rows: &[VaccinationRow], faults: &mut Vec<FileFault>) {
    let key = |row: &VaccinationRow| {
        (identity(row).names(), row.nhs_number.clone(), row.event.programme, row.event.date, row.event.source.clone())
    };
    for (row, others) in repeated(rows.iter().map(|row| (row.row, Some(key(row))))) {
        let words = format!("this child, programme and day are also in {}: keep one of them", rows_in_words(&others));
        faults.push(FileFault::of_row(row, words));
    }
}

fn identity(row: &VaccinationRow) -> Identity<'_> {
    Identity {
        given_name: &row.given_name,
        family_name: &row.family_name,
        date_of_birth: row.date_of_birth,
        postcode: row.postcode.as_deref(),
        nhs_number: row.nhs_number.as_deref(),
    }
}

struct Taking<'a> {
    tx: &'a dyn Tx,
    org: &'a str,
    world: &'a dyn World,
    ingest: Ingest<'a>,
    table: &'a Table,
    register: Register,
    schools: BTreeSet<String>,
    children: Tally,
    events: Tally,
    warnings: Vec<FileFault>,
}

impl Taking<'_> {
    fn take(&mut self, row: &VaccinationRow) -> Result<(), ImportError> {
        self.know_place(row)?;
        let child = self.child(row)?;
        let id = row.event.id(child);
        let record = row.event.of_child(child);
        if self.is_told_by_another(child, id, &record)? {
            self.warnings.push(FileFault::of_row(
                row.row,
                "a vaccination of this programme and day is already recorded for this child: this row was left out",
            ));
            self.events.same += 1;
            return Ok(());
        }
        self.events.count(self.ingest.put(Kind::Vaccination, id, &Facts::of(&record), Origin::Import)?);
        Ok(())
    }

    /// A list may name a school that nobody has imported; its name is worth keeping.
    fn know_place(&mut self, row: &VaccinationRow) -> Result<(), DbError> {
        let Some(urn) = &row.event.location else { return Ok(()) };
        if urn == UNKNOWN_SCHOOL || urn == HOME_EDUCATED {
            return keep_stand_in(&self.ingest, urn);
        }
        if let Some(name) = row.school_name.as_deref().filter(|_| !self.schools.contains(urn)) {
            keep_place(&self.ingest, urn, name)?;
            self.schools.insert(urn.clone());
        }
        Ok(())
    }

    /// The child the row tells of. One who is known is left as she is: a list of past doses is no list of addresses.
    fn child(&mut self, row: &VaccinationRow) -> Result<RecordId, DbError> {
        let found = self.register.find(&identity(row));
        self.warnings.extend(warning(found, row.row, self.table.heading("NHS_NUMBER")));
        if let Found::Known(id) | Found::KnownUnderAnotherNumber(id) = found {
            return Ok(id);
        }
        let school = row.event.location.clone().filter(|urn| self.schools.contains(urn)).unwrap_or_else(|| UNKNOWN_SCHOOL.to_owned());
        keep_stand_in(&self.ingest, &school)?;
        let mut child = self.new_child(row, school);
        settle_number(&mut child, None, found);
        let id = self.world.mint().into();
        self.children.count(self.ingest.put(Kind::Child, id, &Facts::of(&child), Origin::Import)?);
        self.register.add(id, child);
        Ok(id)
    }

    fn new_child(&self, row: &VaccinationRow, school: String) -> Child {
        Child {
            given_name: row.given_name.clone(),
            family_name: row.family_name.clone(),
            preferred_name: None,
            date_of_birth: row.date_of_birth,
            nhs_number: row.nhs_number.clone(),
            nhs_number_invalidated: false,
            gender: row.gender,
            address: None,
            town: None,
            postcode: row.postcode.clone(),
            school,
            year_group: year_group_on(row.date_of_birth, self.world.today()),
            registration_group: None,
            restricted: false,
            parent_1_name: None,
            parent_1_relationship: None,
            parent_1_phone: None,
            parent_1_email: None,
            parent_2_name: None,
            parent_2_relationship: None,
            parent_2_phone: None,
            parent_2_email: None,
        }
    }

    /// True where the dose is known from somewhere else already: our own records come back in other services' lists.
    fn is_told_by_another(&self, child: RecordId, id: RecordId, record: &Vaccination) -> Result<bool, DbError> {
        let others = self.tx.records_of_child(self.org, child)?;
        let same_day =
            |other: &Vaccination| other.programme == record.programme && other.date == record.date && other.outcome == record.outcome;
        Ok(others
            .iter()
            .filter(|kept| kept.kind == Kind::Vaccination && !kept.held.removed && kept.held.record != id)
            .any(|kept| kept.held.facts.read::<Vaccination>().is_ok_and(|other| same_day(&other))))
    }
}
