//! Tickets in SQLite.

use super::columns::{as_json, as_signed};
use super::records::logged;
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, Logged, TicketRow, Tickets};
use daybook_record::{DeviceId, Kind, RecordId};
use rusqlite::{Row, named_params};

fn ticket(row: &Row<'_>) -> Result<TicketRow, DbError> {
    Ok(TicketRow {
        ticket: row.json("ticket")?,
        id: row.parsed("id")?,
        scope: row.parsed("scope")?,
        device: row.parsed("device")?,
        person: row.parsed("person")?,
        held: row.maybe_json("held")?,
        held_version: row.get::<_, Option<i64>>("held_version")?.and_then(|version| u64::try_from(version).ok()),
        clashes: row.json("clashes")?,
        faults: row.json("faults")?,
        doubles: row.json("doubles")?,
        unreadable: row.maybe("unreadable")?,
        decided_by: row.maybe_parsed("decided_by")?,
    })
}

impl Tickets for SqliteTx<'_> {
    fn next_ticket(&self, org: &str) -> Result<u64, DbError> {
        let next = self.one(include_str!("tickets/next_ticket.sql"), named_params! {":org": org}, |row| row.count("number"))?;
        next.ok_or_else(|| DbError::Refused(format!("there is no organisation {org}")))
    }

    fn save_ticket(&self, org: &str, row: &TicketRow) -> Result<(), DbError> {
        let travels = &row.ticket;
        self.tell(
            include_str!("tickets/save_ticket.sql"),
            named_params! {
                ":org": org, ":number": travels.number, ":id": row.id.to_string(), ":scope": row.scope.to_string(),
                ":state": travels.state.as_str(), ":kind": travels.about.as_str(), ":record": travels.record.to_string(),
                ":device": row.device.to_string(), ":person": row.person.to_string(),
                ":held_version": row.held_version.map(as_signed).transpose()?, ":held": row.held.as_ref().map(as_json).transpose()?,
                ":clashes": as_json(&row.clashes)?, ":faults": as_json(&row.faults)?, ":doubles": as_json(&row.doubles)?,
                ":unreadable": row.unreadable, ":decided_by": row.decided_by.map(|person| person.to_string()), ":ticket": as_json(travels)?,
            },
        )?;
        Ok(())
    }

    fn ticket(&self, org: &str, number: &str) -> Result<Option<TicketRow>, DbError> {
        self.one(include_str!("tickets/ticket.sql"), named_params! {":org": org, ":number": number}, ticket)
    }

    fn tickets(&self, org: &str, open: bool, most: u32) -> Result<Vec<TicketRow>, DbError> {
        let sql = if open { include_str!("tickets/open.sql") } else { include_str!("tickets/decided.sql") };
        self.all(sql, named_params! {":org": org, ":most": most}, ticket)
    }

    fn tickets_of_device(&self, org: &str, device: DeviceId, most: u32) -> Result<Vec<TicketRow>, DbError> {
        let values = named_params! {":org": org, ":device": device.to_string(), ":most": most};
        self.all(include_str!("tickets/of_device.sql"), values, ticket)
    }

    fn waiting(&self, org: &str, kind: Kind, record: RecordId, device: DeviceId) -> Result<Option<TicketRow>, DbError> {
        self.one(
            include_str!("tickets/waiting.sql"),
            named_params! {":org": org, ":kind": kind.as_str(), ":record": record.to_string(), ":device": device.to_string()},
            ticket,
        )
    }

    fn changes_of(&self, org: &str, number: &str) -> Result<Vec<Logged>, DbError> {
        self.all(include_str!("tickets/changes_of.sql"), named_params! {":org": org, ":number": number}, logged)
    }
}
