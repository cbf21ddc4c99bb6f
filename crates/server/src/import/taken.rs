//! Taking in what a file of schools, children or vaccines says: looked at against what is known, then written.

use super::child::{self, ChildRow};
use super::fault::{FileFault, ImportError, rows_in_words};
use super::register::{Found, Identity, Names, Register};
use super::table::Table;
use super::{Imported, catalogue, school};
use crate::db::{DbError, Origin, Tx};
use crate::ingest::{Ingest, Put};
use daybook_record::kind::{Child, Location, Vaccine};
use daybook_record::scope::{HOME_EDUCATED, UNKNOWN_SCHOOL};
use daybook_record::{Facts, Kind, RecordId, World};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// How many were added, changed, left as they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// New.
    pub added: usize,
    /// Another than before.
    pub changed: usize,
    /// Exactly so already.
    pub same: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, put: Put) {
        match put {
            Put::Created => self.added += 1,
            Put::Changed => self.changed += 1,
            Put::Same => self.same += 1,
        }
    }
}

/// Takes in a list of schools.
pub fn schools(tx: &dyn Tx, org: &str, world: &dyn World, bytes: &[u8]) -> Result<Imported, ImportError> {
    let table = Table::read(bytes, &school::SCHOOLS).map_err(ImportError::refuse)?;
    let mut faults = Vec::new();
    let schools = school::read(&table, &mut faults);
    let column = table.heading("URN");
    for (row, others) in repeated(schools.iter().map(|(row, school)| (*row, Some(school.urn.clone())))) {
        let words = format!("this school is also in {}: keep one of them", rows_in_words(&others));
        faults.push(FileFault { row: Some(row), column: Some(column.to_owned()), words });
    }
    if !faults.is_empty() {
        return Err(ImportError::refuse(faults));
    }
    let ingest = Ingest::new(tx, org, world);
    let mut tally = Tally::default();
    for (_, school) in schools {
        tally.count(ingest.amend(Kind::Location, RecordId::of_location(&school.urn), &Facts::of(&school), Origin::Import)?);
    }
    Ok(Imported { tallies: vec![("school", tally)], warnings: Vec::new(), unread: unread(&table) })
}

/// Takes in a catalogue of vaccines. Products that it does not have stay: histories speak of them.
pub fn vaccines(tx: &dyn Tx, org: &str, world: &dyn World, bytes: &[u8]) -> Result<Imported, ImportError> {
    let vaccines = catalogue::read(bytes).map_err(ImportError::refuse)?;
    let tally = keep_vaccines(&Ingest::new(tx, org, world), &vaccines)?;
    Ok(Imported { tallies: vec![("vaccine", tally)], ..Imported::default() })
}

pub(super) fn keep_vaccines(ingest: &Ingest<'_>, vaccines: &[Vaccine]) -> Result<Tally, DbError> {
    let mut tally = Tally::default();
    for vaccine in vaccines {
        tally.count(ingest.put(Kind::Vaccine, catalogue::vaccine_id(&vaccine.key), &Facts::of(vaccine), Origin::Import)?);
    }
    Ok(tally)
}

/// Takes in a cohort; with a school, the class list of it.
pub fn children(tx: &dyn Tx, org: &str, world: &dyn World, bytes: &[u8], class_list_of: Option<&str>) -> Result<Imported, ImportError> {
    let known_schools = known_schools(tx, org)?;
    if let Some(school) = class_list_of.filter(|school| !known_schools.contains(*school)) {
        let words = format!("There is no school {school}. Import the schools first, or use {UNKNOWN_SCHOOL} for an unknown school.");
        return Err(ImportError::refuse(vec![FileFault::of_file(words)]));
    }
    let columns = if class_list_of.is_some() { &child::CLASS_LIST } else { &child::COHORT };
    let table = Table::read(bytes, columns).map_err(ImportError::refuse)?;
    let mut faults = Vec::new();
    let rows = child::read(&table, class_list_of, world.today(), &mut faults);
    for row in rows.iter().filter(|row| !known_schools.contains(&row.school)) {
        let words = format!("this school is not known: import the schools first, or use {UNKNOWN_SCHOOL} for an unknown school");
        faults.push(FileFault { row: Some(row.row), column: Some(table.heading("CHILD_SCHOOL_URN").to_owned()), words });
    }
    one_child_one_row(&rows, &table, &mut faults);
    let register = Register::of(known_children(tx, org)?);
    let found = find_all(&rows, &register, &mut faults);
    if !faults.is_empty() {
        return Err(ImportError::refuse(faults));
    }
    let mut imported = keep_children(&Ingest::new(tx, org, world), world, &rows, &found, &register, &table)?;
    imported.unread = unread(&table);
    Ok(imported)
}

fn keep_children(
    ingest: &Ingest<'_>,
    world: &dyn World,
    rows: &[ChildRow],
    found: &[Found],
    register: &Register,
    table: &Table,
) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    let mut tally = Tally::default();
    let schools: BTreeSet<&str> = rows.iter().map(|row| row.school.as_str()).collect();
    for urn in schools {
        keep_stand_in(ingest, urn)?;
    }
    for (row, found) in rows.iter().zip(found) {
        let known = match found {
            Found::Known(id) | Found::KnownUnderAnotherNumber(id) => Some(*id),
            Found::New | Found::NewButAlike | Found::NumberOfAnother => None,
        };
        let before = known.and_then(|id| register.child(id));
        let mut child = row.over(before, world.today());
        settle_number(&mut child, before, *found);
        let id = known.unwrap_or_else(|| world.mint().into());
        tally.count(ingest.put(Kind::Child, id, &Facts::of(&child), Origin::Import)?);
        imported.warnings.extend(warning(*found, row.row, table.heading("CHILD_NHS_NUMBER")));
    }
    imported.tallies.push(("child", tally));
    Ok(imported)
}

/// The number that stays with the child. One that is somebody else's is kept and shown struck through, so that nobody
/// takes her history for this child's.
pub(super) fn settle_number(child: &mut Child, before: Option<&Child>, found: Found) {
    match found {
        Found::KnownUnderAnotherNumber(_) => child.nhs_number = before.and_then(|before| before.nhs_number.clone()),
        Found::NumberOfAnother => child.nhs_number_invalidated = true,
        Found::Known(_) if before.is_some_and(|before| before.nhs_number != child.nhs_number) => child.nhs_number_invalidated = false,
        _ => {}
    }
}

/// What a person should look at.
pub(super) fn warning(found: Found, row: usize, column: &str) -> Option<FileFault> {
    let words = match found {
        Found::KnownUnderAnotherNumber(_) => {
            "this child is known with another NHS number, or this number is somebody else's: what was known was kept"
        }
        Found::NumberOfAnother => {
            "this NHS number is already that of a child with another name and date of birth: taken as another child, the number shown struck through"
        }
        Found::NewButAlike => "a child with these names and this date of birth is known with another postcode: taken as another child",
        Found::Known(_) | Found::New => return None,
    };
    let column = if found == Found::NewButAlike { None } else { Some(column.to_owned()) };
    Some(FileFault { row: Some(row), column, words: words.to_owned() })
}

/// The schools that a child may be said to go to.
pub(super) fn known_schools(tx: &dyn Tx, org: &str) -> Result<BTreeSet<String>, DbError> {
    let locations = tx.records(org, Kind::Location)?.into_iter().filter_map(|kept| kept.held.facts.text("urn").map(str::to_owned));
    Ok(locations.chain([UNKNOWN_SCHOOL.to_owned(), HOME_EDUCATED.to_owned()]).collect())
}

pub(super) fn known_children(tx: &dyn Tx, org: &str) -> Result<Vec<(RecordId, Child)>, DbError> {
    let read = |kept: crate::db::Kept| kept.held.facts.read::<Child>().ok().map(|child| (kept.held.record, child));
    Ok(tx.records(org, Kind::Child)?.into_iter().filter_map(read).collect())
}

/// The two numbers that stand for no school need a name on the screens like any other.
pub(super) fn keep_stand_in(ingest: &Ingest<'_>, urn: &str) -> Result<(), DbError> {
    let name = match urn {
        UNKNOWN_SCHOOL => "Unknown school",
        HOME_EDUCATED => "Home-educated",
        _ => return Ok(()),
    };
    keep_place(ingest, urn, name)
}

pub(super) fn keep_place(ingest: &Ingest<'_>, urn: &str, name: &str) -> Result<(), DbError> {
    let place = Location {
        urn: urn.to_owned(),
        name: name.to_owned(),
        address: None,
        town: None,
        postcode: None,
        phase: None,
        year_groups: Vec::new(),
        latitude: None,
        longitude: None,
    };
    ingest.amend(Kind::Location, RecordId::of_location(urn), &Facts::of(&place), Origin::Import).map(|_| ())
}

/// A child stands in one row. In two, nobody could say which of them is right.
fn one_child_one_row(rows: &[ChildRow], table: &Table, faults: &mut Vec<FileFault>) {
    // From the table, because a row with another fault counts too: who mends a file shall mend it once.
    let by_number: BTreeMap<usize, Vec<usize>> = repeated(child::numbers(table)).into_iter().collect();
    for (row, others) in &by_number {
        let words = format!("{} also {} this NHS number: keep one row for each child", rows_in_words(others), have(others));
        faults.push(FileFault { row: Some(*row), column: Some(table.heading("CHILD_NHS_NUMBER").to_owned()), words });
    }
    let names = |row: &ChildRow| -> Names { Identity::of_row(row).names() };
    for (row, others) in repeated(rows.iter().map(|row| (row.row, Some(names(row))))) {
        if !by_number.contains_key(&row) {
            let words = format!(
                "{} also {} these names, date of birth and postcode: keep one row for each child",
                rows_in_words(&others),
                have(&others)
            );
            faults.push(FileFault::of_row(row, words));
        }
    }
}

fn have(rows: &[usize]) -> &'static str {
    if rows.len() == 1 { "has" } else { "have" }
}

/// For each row whose key is not its alone: the other rows with it.
pub(super) fn repeated<K: Eq + Hash>(rows: impl Iterator<Item = (usize, Option<K>)>) -> Vec<(usize, Vec<usize>)> {
    let mut by_key: HashMap<K, Vec<usize>> = HashMap::new();
    for (row, key) in rows {
        if let Some(key) = key {
            by_key.entry(key).or_default().push(row);
        }
    }
    let groups = by_key.into_values().filter(|rows| rows.len() > 1);
    // Not all of them: of twenty thousand rows alike that would be a list of lists.
    let others = |rows: &[usize], row: usize| rows.iter().copied().filter(|other| *other != row).take(6).collect();
    groups.flat_map(|rows| rows.iter().map(|row| (*row, others(&rows, *row))).collect::<Vec<_>>()).collect()
}

/// Whom each row tells of. Two rows that look different may still tell of one child who is known.
fn find_all(rows: &[ChildRow], register: &Register, faults: &mut Vec<FileFault>) -> Vec<Found> {
    let found: Vec<Found> = rows.iter().map(|row| register.find(&Identity::of_row(row))).collect();
    let known = |found: &Found| match found {
        Found::Known(id) | Found::KnownUnderAnotherNumber(id) => Some(*id),
        _ => None,
    };
    if faults.is_empty() {
        for (row, others) in repeated(rows.iter().zip(&found).map(|(row, found)| (row.row, known(found)))) {
            let words = format!("this and {} tell of one child who is known: keep one row for each child", rows_in_words(&others));
            faults.push(FileFault::of_row(row, words));
        }
    }
    found
}

pub(super) fn unread(table: &Table) -> Vec<String> {
    table.unread().into_iter().map(str::to_owned).collect()
}
