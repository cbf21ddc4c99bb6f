//! Sessions: the list a nurse begins her day with, and one session with its children.

use crate::cohort::{self, Lens, Member};
use crate::row::{json, read};
use crate::view::{ChildRow, SessionCard, SessionHead, SessionPage};
use crate::{Result, Store, StoreError, place};
use chrono::NaiveDate;
use daybook_record::kind::Session;
use daybook_record::standing::Standing;
use daybook_record::{Kind, RecordId, Urn};
use rusqlite::Connection;
use std::cmp::Reverse;
use std::collections::HashMap;

impl Store {
    /// Every session on the device: today's first, then those to come, then those past, the latest first.
    pub fn sessions(&self, today: NaiveDate) -> Result<Vec<SessionCard>> {
        self.read(|tx| {
            let mut schools: HashMap<Urn, Vec<Member>> = HashMap::new();
            let mut cards = Vec::new();
            for (id, session) in all(tx)? {
                if !schools.contains_key(&session.location) {
                    schools.insert(session.location.clone(), cohort::of_school(tx, &session.location, today)?);
                }
                let members = schools.get(&session.location).map(Vec::as_slice).unwrap_or_default();
                cards.push(of_session(tx, id, &session, members, today)?.card);
            }
            cards.sort_by_cached_key(|card| in_order_of_the_day(card, today));
            Ok(cards)
        })
    }

    /// A session with its children, by family name.
    pub fn session(&self, session: RecordId, today: NaiveDate) -> Result<Option<SessionPage>> {
        self.read(|tx| page(tx, session, today))
    }
}

/// A session with its children; none where it is not on the device.
fn page(tx: &Connection, id: RecordId, today: NaiveDate) -> Result<Option<SessionPage>> {
    let Some(session) = find(tx, id)? else { return Ok(None) };
    let members = cohort::of_school(tx, &session.location, today)?;
    let mut page = of_session(tx, id, &session, &members, today)?;
    cohort::by_name(&mut page.children);
    Ok(Some(page))
}

/// The session, if it is on the device.
pub(crate) fn find(tx: &Connection, id: RecordId) -> Result<Option<Session>> {
    let held = crate::record::load(tx, Kind::Session, id)?.filter(|held| !held.removed);
    held.map(|held| held.facts.read().map_err(|_| StoreError::Unreadable("session"))).transpose()
}

/// The session by itself; its children are not looked at.
pub(crate) fn head(tx: &Connection, id: RecordId, session: &Session, today: NaiveDate) -> Result<SessionHead> {
    let mut dates = session.dates.clone();
    dates.sort_unstable();
    Ok(SessionHead {
        id,
        location: session.location.clone(),
        school: place::name_or_number(tx, &session.location)?,
        today: dates.contains(&today),
        dates,
        programmes: session.programmes.clone(),
        registration_required: session.registration_required,
    })
}

/// How children are looked at in this session: those of an invited year, or whoever is asked for.
pub(crate) fn lens(session: &Session, whatever_year: bool, today: NaiveDate) -> Lens {
    Lens { today, programmes: Some(session.programmes.clone()), location: Some(session.location.clone()), whatever_year }
}

/// The children of the school who are in a year group of one of the programmes, and what they come to.
fn of_session(tx: &Connection, id: RecordId, session: &Session, members: &[Member], today: NaiveDate) -> Result<SessionPage> {
    let lens = lens(session, false, today);
    let invited: Vec<&Member> = members.iter().filter(|member| !lens.programmes(member).is_empty()).collect();
    let children: Vec<ChildRow> = invited.iter().map(|member| lens.row(member)).collect();
    let ready = |row: &&ChildRow| row.standings.iter().any(|stands| stands.standing == Standing::Ready);
    let vaccinated = |member: &&&Member| {
        member.vaccinations.iter().any(|dose| dose.session == Some(id) && dose.date == today && dose.outcome.is_given())
    };
    let head = head(tx, id, session, today)?;
    let card = SessionCard {
        id: head.id,
        location: head.location,
        school: head.school,
        dates: head.dates,
        today: head.today,
        programmes: head.programmes,
        registration_required: head.registration_required,
        children: children.len() as u32,
        ready: children.iter().filter(ready).count() as u32,
        vaccinated_today: invited.iter().filter(vaccinated).count() as u32,
        unsent: members.iter().filter(|member| member.unsent).count() as u32,
    };
    Ok(SessionPage { card, children })
}

fn in_order_of_the_day(card: &SessionCard, today: NaiveDate) -> (u8, Option<NaiveDate>, Reverse<Option<NaiveDate>>, String) {
    let next = card.dates.iter().copied().find(|date| *date >= today);
    let group = if card.today {
        0
    } else if next.is_some() {
        1
    } else {
        2
    };
    (group, next, Reverse(card.dates.last().copied()), card.school.to_lowercase())
}

fn all(tx: &Connection) -> Result<Vec<(RecordId, Session)>> {
    let mut statement = tx.prepare_cached(include_str!("all.sql"))?;
    let mut rows = statement.query([])?;
    let mut sessions = Vec::new();
    while let Some(row) = rows.next()? {
        match json(row, "facts") {
            Ok(session) => sessions.push((read(row, "id")?, session)),
            Err(_) => tracing::warn!(kind = "session", "a record does not read as its kind"),
        }
    }
    Ok(sessions)
}
