//! Putting: a record as an import, the command line or the service itself says it is.

use super::{Ingest, SERVICE_PERSON, register};
use crate::db::{DbError, Origin};
use daybook_record::merge::{Merge, merge};
use daybook_record::{Facts, Kind, Outcome, RecordId, Scope, Verb};

/// What putting a record came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    Created,
    /// It is another than before.
    Changed,
    /// It was exactly so already: nothing was written.
    Same,
}

impl Ingest<'_> {
    /// Makes the record be exactly `facts` (a field that is not in them is cleared), through the log. Nobody is asked for
    /// permission and no rule is looked at: the caller has done both. A record that was removed comes back.
    pub fn put(&self, kind: Kind, id: RecordId, facts: &Facts, origin: Origin) -> Result<Put, DbError> {
        self.put_in(kind, id, facts, origin, None)
    }

    /// As [`Ingest::put`], but only the fields in `facts` are set; the others stay as they are.
    pub fn amend(&self, kind: Kind, id: RecordId, facts: &Facts, origin: Origin) -> Result<Put, DbError> {
        let whole = match self.kept(kind, id)? {
            Some(kept) => kept.held.facts.with(facts),
            None => facts.clone(),
        };
        self.put(kind, id, &whole, origin)
    }

    /// As [`Ingest::put`], into a scope that does not follow from the facts (a ticket).
    pub(super) fn put_in(&self, kind: Kind, id: RecordId, facts: &Facts, origin: Origin, scope: Option<Scope>) -> Result<Put, DbError> {
        let mut facts = facts.clone().normalised();
        if let Some(number) = self.registered(kind, id)? {
            facts.0.insert(register::FIELD.to_owned(), number.into());
        }
        let Some(before) = self.kept(kind, id)? else {
            self.apply_own(None, kind, id, Verb::Create, facts, origin, scope)?;
            return Ok(Put::Created);
        };
        if before.held.removed {
            self.apply_own(Some(&before), kind, id, Verb::Restore, Facts::default(), origin, scope)?;
            self.put_in(kind, id, &facts, origin, None)?;
            return Ok(Put::Changed);
        }
        let difference = facts.changed_from(&before.held.facts);
        if difference.is_empty() {
            return Ok(Put::Same);
        }
        self.apply_own(Some(&before), kind, id, Verb::Edit, difference, origin, scope)?;
        Ok(Put::Changed)
    }

    /// Removes a record through the log. False where there is none, or where it was removed already.
    pub fn remove(&self, kind: Kind, id: RecordId, origin: Origin) -> Result<bool, DbError> {
        let Some(before) = self.kept(kind, id)?.filter(|kept| !kept.held.removed) else { return Ok(false) };
        self.apply_own(Some(&before), kind, id, Verb::Remove, Facts::default(), origin, None)?;
        Ok(true)
    }

    #[expect(clippy::too_many_arguments, reason = "one call per verb; a struct would be built to be taken apart")]
    fn apply_own(
        &self,
        before: Option<&crate::db::Kept>,
        kind: Kind,
        id: RecordId,
        verb: Verb,
        facts: Facts,
        origin: Origin,
        scope: Option<Scope>,
    ) -> Result<(), DbError> {
        let held = before.map(|kept| &kept.held);
        let change = self.own_change(kind, id, held.map(|held| held.version), verb, facts, SERVICE_PERSON);
        let sequence = self.tx.next_sequence(self.org)?;
        let Merge::Becomes { held, .. } = merge(held, &change, sequence) else {
            return Err(DbError::Refused(format!("a change of a {kind} that was made from what is held does not apply")));
        };
        self.log(&change, sequence, origin, Outcome::Stored)?;
        self.keep(before, kind, held, scope)
    }
}
