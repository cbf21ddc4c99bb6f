//! A record arrives: it is new, or it takes the place of what was here, or what is here waits to be sent and stays.

use super::Arrived;
use crate::record::{Held, load};
use crate::row::to_json;
use crate::{Result, search};
use daybook_record::kind::TicketState;
use daybook_record::{Action, ChangeId, Kind, decide};
use rusqlite::{Connection, named_params};

/// An arrived record with what can be worked out before the transaction begins.
pub(crate) struct Prepared<'a> {
    arrived: &'a Arrived,
    id: String,
    facts: String,
    names: Option<search::Names>,
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(arrived: &'a Arrived) -> Result<Self> {
        let names = search::Names::of(arrived.kind, &arrived.facts);
        Ok(Self { arrived, id: arrived.id.to_string(), facts: to_json(&arrived.facts)?, names })
    }
}

/// Takes the record in. None: the device had heard later news of it already, from the scope it moved to.
pub(crate) fn take(tx: &Connection, scope: &str, generation: i64, record: &Prepared<'_>) -> Result<Option<Action>> {
    let Arrived { kind, id, version, facts: theirs, .. } = record.arrived;
    let held = load(tx, *kind, *id)?;
    if held.as_ref().is_some_and(|held| is_older(held, scope, *version, tx)) {
        return Ok(None);
    }
    let pending = held.as_ref().is_some_and(|held| held.pending);
    let action = decide(held.as_ref().map(|held| &held.facts), pending, theirs);
    let sql = match action {
        Action::Insert => include_str!("insert.sql"),
        Action::Replace => include_str!("replace.sql"),
        Action::Settle => include_str!("agree.sql"),
        Action::KeepMine => include_str!("keep_mine.sql"),
    };
    tx.prepare_cached(sql)?.execute(named_params! {
        ":kind": kind.as_str(), ":id": record.id, ":scope": scope, ":generation": generation,
        ":facts": record.facts, ":version": version.cast_signed(), ":mark": record.arrived.mark,
    })?;
    if *kind == Kind::Child && held.is_some() {
        tx.prepare_cached(include_str!("goes_along.sql"))?
            .execute(named_params! { ":child": record.id, ":scope": scope, ":generation": generation })?;
    }
    if let (Some(names), Action::Insert | Action::Replace) = (&record.names, action) {
        match held {
            Some(held) if search::Names::of(*kind, &held.facts).as_ref() == Some(names) => {}
            Some(held) => names.keep(tx, held.place)?,
            None => names.keep(tx, tx.last_insert_rowid())?,
        }
    }
    Ok(Some(action))
}

/// A child who moves between two schools of this device is told of by both, in either order: the later news holds. Only
/// within one round: after a restored backup the service counts from a lower number.
fn is_older(held: &Held, scope: &str, version: u64, tx: &Connection) -> bool {
    let elsewhere = held.scope.as_deref().filter(|home| *home != scope && held.marked);
    let Some(home) = elsewhere else { return false };
    let same_round = matches!(crate::scope::generation(tx, home), Ok(Some(round)) if round == held.generation);
    same_round && held.base_version.is_some_and(|base| version < base)
}

/// Support kept what the service held: what this device showed until now gives way to it.
pub(crate) fn obey_support(tx: &Connection, record: &Prepared<'_>) -> Result<()> {
    let facts = &record.arrived.facts;
    if record.arrived.kind != Kind::Ticket || facts.parse::<TicketState>("state") != Some(TicketState::KeptService) {
        return Ok(());
    }
    if let Some(change) = facts.parse::<ChangeId>("change") {
        tx.prepare_cached(include_str!("give_way.sql"))?.execute(named_params! { ":change_id": change.to_string() })?;
    }
    if let Some((kind, id)) = facts.parse::<Kind>("about").zip(facts.parse("record"))
        && let Some(held) = load(tx, kind, id)?
    {
        search::renamed(tx, held.place, kind, None, &held.facts)?;
    }
    Ok(())
}
