//! Registering: what is registered in the field gets a number that people can read out and write on a card.
//!
//! The number follows from the record's id, and only where another record has it already does it grow by a letter. So a record
//! that is handed in once more after a restored backup gets the number back that stands on the card.

use super::Ingest;
use crate::db::DbError;
use daybook_record::receipt::{LONGEST_REGISTRATION, SHORTEST_REGISTRATION, registration};
use daybook_record::{Held, Kind, RecordId};

/// The field by which the number travels to other devices.
pub(super) const FIELD: &str = "registration";

impl Ingest<'_> {
    /// The number of this record, given now where it has none; none for what gets no number.
    pub(super) fn registered(&self, kind: Kind, record: RecordId) -> Result<Option<String>, DbError> {
        let Some(letter) = kind.registered_as() else { return Ok(None) };
        if let Some(known) = self.tx.registration(self.org, record)? {
            return Ok(Some(known));
        }
        for letters in SHORTEST_REGISTRATION..=LONGEST_REGISTRATION {
            let number = registration(letter, record, letters);
            if self.tx.register(self.org, record, &number)? {
                return Ok(Some(number));
            }
        }
        Err(DbError::Refused("no number is free for a record".to_owned()))
    }

    /// The record as it is kept: with its number, whatever a device says of it. The number has no mark: nobody on a device wrote
    /// it, and so it can neither clash nor look like somebody else's change.
    pub(super) fn with_registration(&self, kind: Kind, mut held: Held) -> Result<Held, DbError> {
        if let Some(number) = self.registered(kind, held.record)? {
            held.facts.0.insert(FIELD.to_owned(), number.into());
        }
        Ok(held)
    }
}
