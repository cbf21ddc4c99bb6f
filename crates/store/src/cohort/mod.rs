//! A cohort: children with all that decides where they stand, read in a handful of statements however many they are.

mod row;

pub(crate) use row::{Lens, by_name};

use crate::Result;
use crate::row::{from_json, read};
use chrono::NaiveDate;
use daybook_record::kind::{Attendance, Child, Consent, Triage, Vaccination, year_group_on};
use daybook_record::{Kind, RecordId};
use rusqlite::{Connection, Rows, named_params};
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};

/// One child of a cohort.
pub(crate) struct Member {
    pub(crate) id: RecordId,
    pub(crate) child: Child,
    pub(crate) consents: Vec<Consent>,
    pub(crate) triage: Vec<Triage>,
    pub(crate) vaccinations: Vec<Vaccination>,
    /// Today's only.
    pub(crate) attendance: Vec<Attendance>,
    pub(crate) unsent: bool,
    pub(crate) with_support: bool,
}

impl Member {
    /// As the file said, else as the day of birth says.
    pub(crate) fn year_group(&self, today: NaiveDate) -> Option<u8> {
        self.child.year_group.or_else(|| year_group_on(self.child.date_of_birth, today))
    }

    fn add(&mut self, kind: Kind, facts: &str) {
        match kind {
            Kind::Consent => self.consents.extend(readable(facts, kind)),
            Kind::Triage => self.triage.extend(readable(facts, kind)),
            Kind::Vaccination => self.vaccinations.extend(readable(facts, kind)),
            Kind::Attendance => self.attendance.extend(readable(facts, kind)),
            _ => {}
        }
    }
}

/// The children of a school.
pub(crate) fn of_school(tx: &Connection, school: &str, today: NaiveDate) -> Result<Vec<Member>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("select.sql"), include_str!("of_school.sql")))?;
    gather(tx, statement.query(named_params! { ":school": school, ":today": today.to_string() })?)
}

/// These children, in this order; those who are not here are passed over.
pub(crate) fn of(tx: &Connection, children: &[RecordId], today: NaiveDate) -> Result<Vec<Member>> {
    let mut statement = tx.prepare_cached(concat!(include_str!("select.sql"), include_str!("of_children.sql")))?;
    let ids = crate::row::to_json(&children)?;
    let mut found = gather(tx, statement.query(named_params! { ":children": ids, ":today": today.to_string() })?)?;
    let order: HashMap<RecordId, usize> = children.iter().enumerate().map(|(place, child)| (*child, place)).collect();
    found.sort_by_key(|member| order.get(&member.id));
    Ok(found)
}

/// Every child on the device.
pub(crate) fn everybody(tx: &Connection, today: NaiveDate) -> Result<Vec<Member>> {
    let mut statement = tx.prepare_cached(include_str!("select.sql"))?;
    gather(tx, statement.query(named_params! { ":today": today.to_string() })?)
}

/// Puts rows together by child, in whatever order they come: to have them sorted, SQLite would copy every one of them. A
/// record that this version cannot read must not hide the rest.
fn gather(tx: &Connection, mut rows: Rows<'_>) -> Result<Vec<Member>> {
    let unsent = children(tx, include_str!("unsent.sql"))?;
    let with_support = children(tx, include_str!("with_support.sql"))?;
    let mut members: Vec<Member> = Vec::new();
    let mut place: HashMap<RecordId, usize> = HashMap::new();
    let mut before_her: Vec<(RecordId, Kind, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, id): (Kind, RecordId) = (read(row, "kind")?, read(row, "child")?);
        let facts = row.get_ref("facts")?.as_str().unwrap_or_default();
        if kind == Kind::Child {
            if let Some(child) = readable(facts, kind) {
                place.insert(id, members.len());
                let (unsent, with_support) = (unsent.contains(&id), with_support.contains(&id));
                let (consents, triage, vaccinations, attendance) = Default::default();
                members.push(Member { id, child, consents, triage, vaccinations, attendance, unsent, with_support });
            }
            continue;
        }
        match place.get(&id).and_then(|place| members.get_mut(*place)) {
            Some(member) => member.add(kind, facts),
            None => before_her.push((id, kind, facts.to_owned())),
        }
    }
    for (id, kind, facts) in before_her {
        if let Some(member) = place.get(&id).and_then(|place| members.get_mut(*place)) {
            member.add(kind, &facts);
        }
    }
    Ok(members)
}

fn readable<T: DeserializeOwned>(facts: &str, kind: Kind) -> Option<T> {
    let read = from_json(facts, "facts").ok();
    if read.is_none() {
        tracing::warn!(%kind, "a record does not read as its kind");
    }
    read
}

fn children(tx: &Connection, sql: &str) -> Result<HashSet<RecordId>> {
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut children = HashSet::new();
    while let Some(row) = rows.next()? {
        children.insert(read(row, "child")?);
    }
    Ok(children)
}
