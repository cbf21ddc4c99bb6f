//! One row a school and day: how many children, and what was done.

use crate::entry::Entry;
use crate::view::{ChildAccount, EntryRow, SchoolAccount};
use chrono::NaiveDate;
use daybook_record::code::VaccinationOutcome;
use daybook_record::scope::UNKNOWN_SCHOOL;
use daybook_record::{Kind, RecordId, Urn, Verb};
use std::collections::BTreeMap;

/// Puts received entries together by school and day; what is of no child is not in here.
pub(crate) fn by_school_and_day(received: Vec<Entry>) -> Vec<SchoolAccount> {
    let mut days: BTreeMap<(Urn, NaiveDate), Vec<EntryRow>> = BTreeMap::new();
    for Entry { row, made_on, .. } in received.into_iter().filter(|entry| entry.row.child.is_some()) {
        let school = row.school.clone().unwrap_or_else(|| UNKNOWN_SCHOOL.to_owned());
        days.entry((school, made_on)).or_default().push(row);
    }
    let mut accounts: Vec<SchoolAccount> = days.into_iter().map(|((school, date), rows)| account(school, date, rows)).collect();
    accounts.sort_by_cached_key(|account| (account.name.to_lowercase(), account.date));
    accounts
}

fn account(school: Urn, date: NaiveDate, rows: Vec<EntryRow>) -> SchoolAccount {
    let given = |row: &EntryRow| row.detail.as_deref() == Some(VaccinationOutcome::Administered.as_str());
    let name = rows.iter().find_map(|row| row.school_name.clone()).unwrap_or_else(|| school.clone());
    // What was made and taken back in one sync was received, but nothing of it was done.
    let last: BTreeMap<(Kind, RecordId), &EntryRow> = rows.iter().map(|row| ((row.kind, row.record), row)).collect();
    let done = |kind: Kind| last.values().copied().filter(move |row| row.kind == kind && row.verb != Verb::Remove);
    let (vaccinated, consents) = (done(Kind::Vaccination).filter(|row| given(row)).count(), done(Kind::Consent).count());
    let not_vaccinated = done(Kind::Vaccination).count() - vaccinated;
    let (attendance, notes) = (done(Kind::Attendance).count(), done(Kind::Note).count());
    let entries = by_child(rows);
    SchoolAccount {
        school,
        name,
        date,
        children: entries.len() as u32,
        vaccinated: vaccinated as u32,
        not_vaccinated: not_vaccinated as u32,
        consents: consents as u32,
        attendance: attendance as u32,
        notes: notes as u32,
        entries,
    }
}

/// Child by child, in the order in which the nurse saw them. A child who has left the device has no name here any more.
fn by_child(rows: Vec<EntryRow>) -> Vec<ChildAccount> {
    let mut children: Vec<ChildAccount> = Vec::new();
    for row in rows {
        let Some(child) = row.child else { continue };
        match children.iter_mut().find(|account| account.child == child) {
            Some(account) => account.entries.push(row),
            None => children.push(ChildAccount { child, name: row.child_name.clone().unwrap_or_default(), entries: vec![row] }),
        }
    }
    children
}
