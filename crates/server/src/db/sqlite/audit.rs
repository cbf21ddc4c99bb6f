//! The audit trail in SQLite.

use super::columns::as_signed;
use super::{Columns as _, SqliteTx};
use crate::audit::{Line, Link};
use crate::db::{Audit, DbError};
use rusqlite::{Row, named_params};

fn hash(row: &Row<'_>, column: &str) -> Result<[u8; 32], DbError> {
    let bytes: Vec<u8> = row.get(column)?;
    bytes.try_into().map_err(|_| DbError::Damaged(format!("column {column}")))
}

fn line(row: &Row<'_>) -> Result<Line, DbError> {
    Ok(Line {
        seq: row.count("seq")?,
        at: row.text("at")?,
        actor: row.text("actor")?,
        person: row.maybe("person")?,
        device: row.maybe("device")?,
        action: row.text("action")?,
        scope: row.maybe("scope")?,
        children: row.get("children")?,
        counted: row.count("counted")?,
        detail: row.text("detail")?,
        previous: hash(row, "previous")?,
        hash: hash(row, "hash")?,
    })
}

impl Audit for SqliteTx<'_> {
    fn trail_end(&self, org: &str) -> Result<Option<Link>, DbError> {
        let link = |row: &Row<'_>| Ok(Link { seq: row.count("seq")?, hash: hash(row, "hash")? });
        self.one(include_str!("audit/end.sql"), named_params! {":org": org}, link)
    }

    fn add_to_trail(&self, org: &str, line: &Line) -> Result<(), DbError> {
        self.tell(
            include_str!("audit/add.sql"),
            named_params! {
                ":org": org, ":seq": as_signed(line.seq)?, ":at": line.at, ":actor": line.actor, ":person": line.person,
                ":device": line.device, ":action": line.action, ":scope": line.scope, ":children": line.children,
                ":counted": as_signed(line.counted)?, ":detail": line.detail, ":previous": &line.previous[..], ":hash": &line.hash[..],
            },
        )?;
        self.audited.borrow_mut().insert(org.to_owned());
        Ok(())
    }

    fn trail(&self, org: &str, after: u64, most: u32) -> Result<Vec<Line>, DbError> {
        self.all(include_str!("audit/lines.sql"), named_params! {":org": org, ":after": as_signed(after)?, ":most": most}, line)
    }
}
