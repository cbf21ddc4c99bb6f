//! The sides of a ticket: what the device had seen, what it sent, what the service holds, field by field; and who and when.

use super::words;
use crate::db::{DbError, Doubt, Kept, Logged, Origin, TicketRow, Tx};
use crate::ingest::SERVICE_PERSON;
use daybook_record::facts::same_value;
use daybook_record::kind::{Child, Location, Session, TicketState, Vaccine};
use daybook_record::merge::REMOVED;
use daybook_record::{DeviceId, Facts, Kind, Moment, Outcome, RecordId, UserId, Verb, Version};
use serde_json::Value;

/// A ticket with all that is needed to decide it.
pub(super) struct Sides {
    pub(super) row: TicketRow,
    /// Whose record it is about.
    pub(super) child: Option<ChildLine>,
    /// Field by field.
    pub(super) lines: Vec<Line>,
    /// What the record says beside; the same on both sides.
    pub(super) rest: Vec<(String, String)>,
    /// Headings of what the service holds: one, or one for each record that may be the same.
    pub(super) held: Vec<Holder>,
    /// Who sent it.
    pub(super) sender: Who,
    /// Rules that do not hold, in words.
    pub(super) faults: Vec<String>,
    /// True where the service holds no record of that id.
    pub(super) is_new: bool,
    /// Who decided.
    pub(super) decided_by: Option<String>,
}

/// A child, as a line.
pub(super) struct ChildLine {
    pub(super) name: String,
    pub(super) born: String,
    pub(super) nhs_number: Option<String>,
    pub(super) school: String,
}

/// Somebody, some time.
#[derive(Clone)]
pub(super) struct Who {
    pub(super) person: String,
    pub(super) device: String,
    /// By the clock of the device.
    pub(super) made: Option<Moment>,
    /// By the clock of the service.
    pub(super) arrived: Option<Moment>,
    pub(super) receipt: Option<String>,
    /// Where the time at which it was written is in doubt.
    pub(super) doubt: Option<Doubt>,
}

/// One thing that the service holds.
pub(super) struct Holder {
    pub(super) heading: String,
    pub(super) who: Option<Who>,
}

/// One field on every side. None where a side does not say it.
pub(super) struct Line {
    pub(super) field: String,
    pub(super) seen: Option<String>,
    pub(super) sent: Option<String>,
    pub(super) held: Vec<Option<String>>,
    pub(super) differs: bool,
}

/// Gathers the sides of a ticket; none where there is no such ticket.
pub(super) fn gather(tx: &dyn Tx, org: &str, number: &str) -> Result<Option<Sides>, DbError> {
    let Some(row) = tx.ticket(org, number)? else { return Ok(None) };
    let look = Look { tx, org };
    let ticket = &row.ticket;
    let waiting = tx.changes_of(org, number)?;
    let kept = tx.record(org, ticket.about, ticket.record)?.filter(|_| row.unreadable.is_none());
    let is_open = ticket.state == TicketState::Open;
    // Once it is decided the page shows what was decided on, not what became of it since.
    let held_now = if is_open { kept.as_ref().map(|kept| kept.held.facts.clone()) } else { row.held.clone() };
    let others = look.doubles(&row)?;
    let held_facts: Vec<Facts> = match (&held_now, others.as_slice()) {
        (Some(held), _) => vec![held.clone()],
        (None, others) => others.iter().map(|kept| kept.held.facts.clone()).collect(),
    };
    let removed_now = is_open && kept.as_ref().is_some_and(|kept| kept.held.removed);
    let seen = look.seen(&row, &waiting)?;
    let sent = waiting.iter().fold(Facts::default(), |sent, logged| said_by(sent, &logged.change.facts));
    let mut lines = look.lines(seen.as_ref(), &sent, &held_facts, ticket.child.is_some())?;
    lines.extend(whole_record(&waiting, held_now.is_some(), removed_now));
    let rest = look.rest(held_now.as_ref(), &sent)?;
    Ok(Some(Sides {
        child: look.child(ticket.child)?,
        lines,
        rest,
        held: look.holders(&row, kept.as_ref(), &others)?,
        sender: look.sender(&row, waiting.first())?,
        faults: row.faults.iter().map(|fault| format!("{} {}", words::field(&fault.field), words::fault(fault.code))).collect(),
        is_new: held_now.is_none(),
        decided_by: row.decided_by.map(|person| look.person(person)).transpose()?,
        row,
    }))
}

/// A later change of the same record says more; what it cleared is said as well.
fn said_by(mut sent: Facts, more: &Facts) -> Facts {
    sent.0.extend(more.0.clone());
    sent
}

fn whole_record(waiting: &[Logged], is_held: bool, removed_now: bool) -> Option<Line> {
    let mut verbs = waiting.iter().map(|logged| logged.change.verb);
    let removes = verbs.rfind(|verb| matches!(verb, Verb::Remove | Verb::Restore));
    if removes.is_none() && !removed_now {
        return None;
    }
    let there = |there| if there { "There" } else { "Removed" }.to_owned();
    let sent = removes.is_none_or(|verb| verb == Verb::Restore);
    let held = is_held && !removed_now;
    Some(Line { field: words::field(REMOVED), seen: None, sent: Some(there(sent)), held: vec![Some(there(held))], differs: sent != held })
}

fn is_applied(logged: &Logged) -> bool {
    matches!(logged.receipt.outcome, Outcome::Stored | Outcome::Merged)
}

/// An id that another field says in words.
fn is_said_elsewhere(name: &str, all: &Facts) -> bool {
    name == "performer" && all.0.contains_key("performer_name")
}

/// Looks things up in one view of the database, and says them in words.
pub(super) struct Look<'a> {
    pub(super) tx: &'a dyn Tx,
    pub(super) org: &'a str,
}

impl Look<'_> {
    fn lines(&self, seen: Option<&Facts>, sent: &Facts, held: &[Facts], child_is_known: bool) -> Result<Vec<Line>, DbError> {
        let mut lines = Vec::new();
        for (name, value) in sent.0.iter().filter(|(name, _)| !is_said_elsewhere(name, sent)) {
            // The child stands at the head of the page, unless it is she who is in question.
            if name == "child" && child_is_known && held.iter().all(|facts| facts.0.get(name) == Some(value)) {
                continue;
            }
            let of = |facts: &Facts| facts.0.get(name).cloned().unwrap_or(Value::Null);
            lines.push(Line {
                field: words::field(name),
                seen: seen.map(|seen| self.value(name, &of(seen))).transpose()?,
                sent: Some(self.value(name, value)?),
                held: held.iter().map(|facts| self.value(name, &of(facts)).map(Some)).collect::<Result<_, _>>()?,
                differs: held.iter().any(|facts| !same_value(&of(facts), value)),
            });
        }
        // What differs is read first.
        lines.sort_by_key(|line| !line.differs);
        Ok(lines)
    }

    fn rest(&self, held: Option<&Facts>, sent: &Facts) -> Result<Vec<(String, String)>, DbError> {
        let rest = held.into_iter().flat_map(|held| held.0.iter());
        let rest = rest
            .filter(|(name, _)| !sent.0.contains_key(*name) && *name != "child" && !held.is_some_and(|held| is_said_elsewhere(name, held)));
        rest.map(|(name, value)| Ok((words::field(name), self.value(name, value)?))).collect()
    }

    /// The record as the device had it before: what the service had given it, and what it had sent itself.
    fn seen(&self, row: &TicketRow, waiting: &[Logged]) -> Result<Option<Facts>, DbError> {
        let Some(first) = waiting.first() else { return Ok(None) };
        let Some(base) = first.change.base else { return Ok(None) };
        let known = |logged: &Logged| logged.receipt.sequence <= base || logged.change.device == row.device;
        let earlier = |logged: &Logged| logged.receipt.sequence < first.receipt.sequence;
        let history = self.tx.history(self.org, row.ticket.about, row.ticket.record)?;
        let seen = history.iter().filter(|logged| earlier(logged) && known(logged) && is_applied(logged));
        Ok(Some(seen.fold(Facts::default(), |facts, logged| facts.with(&logged.change.facts))))
    }

    fn doubles(&self, row: &TicketRow) -> Result<Vec<Kept>, DbError> {
        let found: Result<Vec<Option<Kept>>, DbError> =
            row.doubles.iter().map(|id| self.tx.record(self.org, row.ticket.about, *id)).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    fn holders(&self, row: &TicketRow, kept: Option<&Kept>, others: &[Kept]) -> Result<Vec<Holder>, DbError> {
        let is_open = row.ticket.state == TicketState::Open;
        if let Some(kept) = kept.filter(|_| is_open || row.held.is_some()) {
            let heading = if is_open { "The service holds" } else { "The service held" };
            let upto = if is_open { kept.held.version } else { row.held_version.unwrap_or_default() };
            return Ok(vec![Holder { heading: heading.to_owned(), who: self.writer(row, upto)? }]);
        }
        others
            .iter()
            .map(|other| Ok(Holder { heading: "The service holds another record".to_owned(), who: self.who_wrote(other.held.version)? }))
            .collect()
    }

    /// Who wrote the newest of the values in question up to a version; of the record, where it is about the whole of it.
    fn writer(&self, row: &TicketRow, upto: Version) -> Result<Option<Who>, DbError> {
        let wrote = |logged: &Logged| row.clashes.iter().any(|clash| logged.change.facts.0.contains_key(&clash.field));
        let history = self.tx.history(self.org, row.ticket.about, row.ticket.record)?;
        let mut applied = history.iter().filter(|logged| logged.receipt.sequence <= upto && is_applied(logged));
        self.who_wrote(applied.rfind(|logged| wrote(logged)).map_or(upto, |logged| logged.receipt.sequence))
    }

    fn who_wrote(&self, version: Version) -> Result<Option<Who>, DbError> {
        let Some(logged) = self.tx.logged_at(self.org, version)? else { return Ok(None) };
        let person = match logged.origin {
            Origin::Import => "An import".to_owned(),
            Origin::Support => format!("{} at support", self.person(logged.change.person)?),
            Origin::Field | Origin::Service => self.person(logged.change.person)?,
        };
        Ok(Some(Who { person, ..self.who(&logged)? }))
    }

    fn who(&self, logged: &Logged) -> Result<Who, DbError> {
        Ok(Who {
            person: self.person(logged.change.person)?,
            device: self.device(logged.change.device)?,
            made: (logged.origin == Origin::Field).then_some(logged.change.made.at),
            arrived: Some(logged.receipt.at),
            receipt: Some(logged.receipt.code.clone()),
            doubt: logged.time_suspect,
        })
    }

    fn sender(&self, row: &TicketRow, first: Option<&Logged>) -> Result<Who, DbError> {
        match first {
            Some(logged) => self.who(logged),
            None => Ok(Who {
                person: self.person(row.person)?,
                device: self.device(row.device)?,
                made: None,
                arrived: Some(row.ticket.opened_at),
                receipt: None,
                doubt: None,
            }),
        }
    }

    /// Somebody's name.
    pub(super) fn person(&self, id: UserId) -> Result<String, DbError> {
        if id == SERVICE_PERSON {
            return Ok("The service".to_owned());
        }
        let user = self.tx.user(self.org, id)?;
        Ok(user.map_or_else(|| "Somebody who is not known".to_owned(), |user| format!("{} {}", user.given_name, user.family_name)))
    }

    fn device(&self, id: DeviceId) -> Result<String, DbError> {
        Ok(self.tx.device(self.org, id)?.map(|device| device.name).unwrap_or_default())
    }

    /// The child's line; none where it is about no child, or one who is not known.
    pub(super) fn child(&self, id: Option<RecordId>) -> Result<Option<ChildLine>, DbError> {
        let Some(child) = id.map(|id| self.read::<Child>(Kind::Child, id)).transpose()?.flatten() else { return Ok(None) };
        let school = self.school(&child.school)?;
        let number = child.nhs_number.filter(|_| !child.nhs_number_invalidated);
        Ok(Some(ChildLine {
            name: format!("{} {}", child.given_name, child.family_name),
            born: child.date_of_birth.format("%-d %B %Y").to_string(),
            nhs_number: number.map(|number| words::value("nhs_number", &Value::String(number))),
            school,
        }))
    }

    fn school(&self, urn: &str) -> Result<String, DbError> {
        Ok(self.read::<Location>(Kind::Location, RecordId::of_location(urn))?.map_or_else(|| urn.to_owned(), |place| place.name))
    }

    /// A value in words; an id by the name of what it names.
    fn value(&self, name: &str, value: &Value) -> Result<String, DbError> {
        let text = value.as_str().unwrap_or_default();
        let id = text.parse::<RecordId>().ok();
        let named = match (name, id) {
            ("child", Some(id)) => self.child(Some(id))?.map(|child| child.name),
            ("vaccine", Some(id)) => self.read::<Vaccine>(Kind::Vaccine, id)?.map(|vaccine| vaccine.brand),
            ("performer", Some(id)) => Some(self.person(id.0.into())?),
            ("session", Some(id)) => match self.read::<Session>(Kind::Session, id)? {
                Some(session) => Some(self.school(&session.location)?),
                None => None,
            },
            ("location" | "school" | "urn", _) if !text.is_empty() => Some(self.school(text)?),
            _ => None,
        };
        Ok(named.unwrap_or_else(|| words::value(name, value)))
    }

    fn read<T: serde::de::DeserializeOwned>(&self, kind: Kind, id: RecordId) -> Result<Option<T>, DbError> {
        Ok(self.tx.record(self.org, kind, id)?.and_then(|kept| kept.held.facts.read().ok()))
    }
}
