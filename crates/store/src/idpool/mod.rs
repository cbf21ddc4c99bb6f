//! Ids from the service's pool: handed out here, without asking anybody, each to one person and for ever.
//!
//! An id is used up in the same transaction as the registration that uses it; the schema lets nobody take it back. What is
//! deliberately not here: when to ask for more (`sync`), and what an id looks like (the service).

use crate::row::to_json;
use crate::{Result, Store, StoreError};
use daybook_record::kind::{Identifier, POOL, TEMPORARY};
use daybook_record::receipt::{SHORTEST_REGISTRATION, registration};
use daybook_record::{Facts, Moment, RecordId};
use rusqlite::{Connection, OptionalExtension, named_params};
use uuid::Uuid;

/// The setting that holds the name of a request whose answer has not come.
const ASKED: &str = "ids_asked";

impl Store {
    /// How many ids are left here.
    pub fn ids_left(&self) -> Result<u32> {
        self.read(|tx| Ok(tx.query_row(include_str!("left.sql"), [], |row| row.get(0))?))
    }

    /// The name under which to ask for more ids: the one whose answer was lost, or `fresh`. It is on the disk before anybody is
    /// asked, so that the same block comes again instead of a second one.
    pub fn ids_request(&self, fresh: Uuid) -> Result<Uuid> {
        self.write(|tx| match crate::setting::get::<Uuid>(tx, ASKED)? {
            Some(asked) => Ok(asked),
            None => {
                crate::setting::set(tx, ASKED, Some(&fresh))?;
                Ok(fresh)
            }
        })
    }

    /// Takes a block in. Ids that are here already, used or not, stay as they are. Gives how many are new.
    pub fn keep_ids(&self, block: Uuid, values: &[String], at: Moment) -> Result<u32> {
        self.write(|tx| {
            let mut statement = tx.prepare_cached(include_str!("keep.sql"))?;
            let mut new = 0;
            for value in values {
                new += statement.execute(named_params! { ":value": value, ":block": block.to_string(), ":at": at.to_string() })?;
            }
            if crate::setting::get::<Uuid>(tx, ASKED)? == Some(block) {
                crate::setting::set::<Uuid>(tx, ASKED, None)?;
            }
            Ok(u32::try_from(new).unwrap_or(u32::MAX))
        })
    }
}

/// The person with an id: from the pool, or a temporary one where the pool is empty. One that has any keeps it.
pub(crate) fn with_id(tx: &Connection, record: RecordId, mut facts: Facts, at: Moment) -> Result<Facts> {
    let written = facts.0.get("identifiers").cloned().unwrap_or_default();
    let mut identifiers: Vec<Identifier> = serde_json::from_value(written).unwrap_or_default();
    if !identifiers.iter().any(|identifier| [POOL, TEMPORARY].contains(&identifier.scheme.as_str())) {
        identifiers.push(match take(tx, record, at)? {
            Some(value) => Identifier { scheme: POOL.to_owned(), value },
            None => Identifier { scheme: TEMPORARY.to_owned(), value: registration('T', record, SHORTEST_REGISTRATION) },
        });
        let list = serde_json::from_str(&to_json(&identifiers)?).map_err(|_| StoreError::Unreadable("identifiers"))?;
        facts.0.insert("identifiers".to_owned(), list);
    }
    Ok(facts)
}

/// The id that this record has, or the next free one, which is hers from here on.
fn take(tx: &Connection, record: RecordId, at: Moment) -> Result<Option<String>> {
    let hers = named_params! { ":record": record.to_string() };
    if let Some(value) = tx.prepare_cached(include_str!("hers.sql"))?.query_row(hers, |row| row.get(0)).optional()? {
        return Ok(Some(value));
    }
    let next = named_params! { ":record": record.to_string(), ":at": at.to_string() };
    Ok(tx.prepare_cached(include_str!("take.sql"))?.query_row(next, |row| row.get(0)).optional()?)
}
