//! The change log and the records in SQLite.

use super::columns::{as_json, as_signed};
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, Doubt, Kept, Logged, Origin, Records};
use daybook_record::receipt::receipt_code;
use daybook_record::{Change, ChangeId, Held, Kind, Outcome, Receipt, RecordId, Scope, Version};
use daybook_wire::pull::{Digest, Gone, PulledRecord};
use rusqlite::{Row, named_params};

/// A row of the log. The receipt is put together from it, always the same.
pub(super) fn logged(row: &Row<'_>) -> Result<Logged, DbError> {
    let change: Change = row.json("change")?;
    let sequence = row.count("sequence")?;
    let damaged = |column: &str| DbError::Damaged(format!("column {column}"));
    let outcome = match row.text("outcome")?.as_str() {
        "stored" => Outcome::Stored,
        "already_have" => Outcome::AlreadyHave,
        "merged" => Outcome::Merged,
        "with_support" => Outcome::WithSupport { ticket: row.text("ticket")?, reason: row.parsed("reason")? },
        _ => return Err(damaged("outcome")),
    };
    let receipt = Receipt {
        code: receipt_code(sequence),
        change: change.id,
        revision: change.revision,
        sequence,
        at: row.moment("received_at")?,
        registration: row.maybe("registration")?,
        outcome,
    };
    let origin = Origin::parse(&row.text("origin")?).ok_or_else(|| damaged("origin"))?;
    let time_suspect = match row.maybe("time_suspect")? {
        Some(text) => Some(Doubt::parse(&text).ok_or_else(|| damaged("time_suspect"))?),
        None => None,
    };
    Ok(Logged { change, receipt, origin, time_suspect })
}

fn kept(row: &Row<'_>) -> Result<Kept, DbError> {
    Ok(Kept {
        kind: row.parsed("kind")?,
        held: Held {
            record: row.parsed("id")?,
            facts: row.json("facts")?,
            marks: row.json("marks")?,
            version: row.count("version")?,
            removed: row.flag("removed")?,
        },
        scope: row.parsed("scope")?,
        child: row.maybe_parsed("child")?,
    })
}

fn pulled(row: &Row<'_>) -> Result<PulledRecord, DbError> {
    Ok(PulledRecord { kind: row.parsed("kind")?, id: row.parsed("id")?, version: row.count("version")?, facts: row.json("facts")? })
}

fn gone(row: &Row<'_>) -> Result<Gone, DbError> {
    Ok(Gone { kind: row.parsed("kind")?, id: row.parsed("id")?, version: row.count("sequence")?, removed: row.flag("removed")? })
}

fn no_such(org: &str) -> DbError {
    DbError::Refused(format!("there is no organisation {org}"))
}

impl Records for SqliteTx<'_> {
    fn next_sequence(&self, org: &str) -> Result<Version, DbError> {
        let next = self.one(include_str!("records/next_sequence.sql"), named_params! {":org": org}, |row| row.count("sequence"))?;
        next.ok_or_else(|| no_such(org))
    }

    fn last_sequence(&self, org: &str) -> Result<Version, DbError> {
        let last = self.one(include_str!("records/last_sequence.sql"), named_params! {":org": org}, |row| row.count("sequence"))?;
        last.ok_or_else(|| no_such(org))
    }

    fn log(&self, org: &str, logged: &Logged) -> Result<(), DbError> {
        let Logged { change, receipt, origin, time_suspect } = logged;
        let (outcome, ticket, reason) = match &receipt.outcome {
            Outcome::Stored => ("stored", None, None),
            Outcome::AlreadyHave => ("already_have", None, None),
            Outcome::Merged => ("merged", None, None),
            Outcome::WithSupport { ticket, reason } => ("with_support", Some(ticket), Some(reason.as_str())),
        };
        self.tell(
            include_str!("records/log.sql"),
            named_params! {
                ":org": org, ":sequence": as_signed(receipt.sequence)?, ":change_id": change.id.to_string(), ":kind": change.kind.as_str(),
                ":record": change.record.to_string(), ":revision": change.revision, ":device": change.device.to_string(),
                ":person": change.person.to_string(), ":origin": origin.as_str(), ":received_at": receipt.at.to_string(),
                ":outcome": outcome, ":ticket": ticket, ":reason": reason, ":time_suspect": time_suspect.map(Doubt::as_str), ":change": as_json(change)?,
            },
        )?;
        Ok(())
    }

    fn logged(&self, org: &str, change: ChangeId) -> Result<Option<Logged>, DbError> {
        self.one(include_str!("records/logged.sql"), named_params! {":org": org, ":change_id": change.to_string()}, logged)
    }

    fn logged_at(&self, org: &str, sequence: Version) -> Result<Option<Logged>, DbError> {
        self.one(include_str!("records/logged_at.sql"), named_params! {":org": org, ":sequence": as_signed(sequence)?}, logged)
    }

    fn history(&self, org: &str, kind: Kind, id: RecordId) -> Result<Vec<Logged>, DbError> {
        self.all(include_str!("records/history.sql"), named_params! {":org": org, ":kind": kind.as_str(), ":id": id.to_string()}, logged)
    }

    fn register(&self, org: &str, record: RecordId, number: &str) -> Result<bool, DbError> {
        let values = named_params! {":org": org, ":record": record.to_string(), ":number": number};
        Ok(self.tell(include_str!("records/register.sql"), values)? > 0)
    }

    fn registration(&self, org: &str, record: RecordId) -> Result<Option<String>, DbError> {
        let values = named_params! {":org": org, ":record": record.to_string()};
        self.one(include_str!("records/registration.sql"), values, |row| row.text("number"))
    }

    fn record(&self, org: &str, kind: Kind, id: RecordId) -> Result<Option<Kept>, DbError> {
        self.one(include_str!("records/record.sql"), named_params! {":org": org, ":kind": kind.as_str(), ":id": id.to_string()}, kept)
    }

    fn records(&self, org: &str, kind: Kind) -> Result<Vec<Kept>, DbError> {
        self.all(include_str!("records/records.sql"), named_params! {":org": org, ":kind": kind.as_str()}, kept)
    }

    fn records_of_child(&self, org: &str, child: RecordId) -> Result<Vec<Kept>, DbError> {
        self.all(include_str!("records/records_of_child.sql"), named_params! {":org": org, ":child": child.to_string()}, kept)
    }

    fn keep(&self, org: &str, kept: &Kept) -> Result<(), DbError> {
        let Kept { kind, held, scope, child } = kept;
        self.tell(
            include_str!("records/keep.sql"),
            named_params! {
                ":org": org, ":kind": kind.as_str(), ":id": held.record.to_string(), ":scope": scope.to_string(),
                ":version": as_signed(held.version)?, ":child": child.map(|child| child.to_string()), ":removed": held.removed,
                ":facts": as_json(&held.facts)?, ":marks": as_json(&held.marks)?,
            },
        )?;
        Ok(())
    }

    fn page(&self, org: &str, scope: &Scope, after: Version, most: u32) -> Result<Vec<PulledRecord>, DbError> {
        let after = as_signed(after)?;
        self.all(
            include_str!("records/page.sql"),
            named_params! {":org": org, ":scope": scope.to_string(), ":after": after, ":most": most},
            pulled,
        )
    }

    fn departures(&self, org: &str, scope: &Scope, after: Version, most: u32) -> Result<Vec<Gone>, DbError> {
        let after = as_signed(after)?;
        self.all(
            include_str!("records/departures.sql"),
            named_params! {":org": org, ":scope": scope.to_string(), ":after": after, ":most": most},
            gone,
        )
    }

    fn depart(&self, org: &str, scope: &Scope, gone: &Gone) -> Result<(), DbError> {
        self.tell(
            include_str!("records/depart.sql"),
            named_params! {
                ":org": org, ":scope": scope.to_string(), ":kind": gone.kind.as_str(), ":id": gone.id.to_string(),
                ":sequence": as_signed(gone.version)?, ":removed": gone.removed,
            },
        )?;
        Ok(())
    }

    fn arrive(&self, org: &str, scope: &Scope, kind: Kind, id: RecordId) -> Result<(), DbError> {
        self.tell(
            include_str!("records/arrive.sql"),
            named_params! {":org": org, ":scope": scope.to_string(), ":kind": kind.as_str(), ":id": id.to_string()},
        )?;
        Ok(())
    }

    fn digest(&self, org: &str, scope: &Scope) -> Result<Digest, DbError> {
        let values = named_params! {":org": org, ":scope": scope.to_string()};
        let read = |row: &Row<'_>| Ok(Digest { count: row.count("count")?, sum: row.count("sum")? });
        Ok(self.one(include_str!("records/digest.sql"), values, read)?.unwrap_or_default())
    }

    fn save_digest(&self, org: &str, scope: &Scope, digest: Digest) -> Result<(), DbError> {
        let (count, sum) = (as_signed(digest.count)?, as_signed(digest.sum)?);
        self.tell(
            include_str!("records/save_digest.sql"),
            named_params! {":org": org, ":scope": scope.to_string(), ":count": count, ":sum": sum},
        )?;
        Ok(())
    }
}
