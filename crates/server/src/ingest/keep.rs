//! Keeping: the state that follows from a change. Scope, digest and departures go with the record, in one place.

use super::{Ingest, SERVICE_PERSON};
use crate::db::{DbError, Kept, Origin};
use daybook_record::{Facts, Held, Kind, Outcome, RecordId, Scope, Verb, Version, kind};
use daybook_wire::pull::{Digest, Gone, mark};

/// Sums wrap here, so that a signed 64-bit column can keep them.
const WRAP: u64 = 1 << 63;

impl Ingest<'_> {
    /// Keeps a record as it now is. `scope` only where it does not follow from the facts; a child who changes school takes
    /// everything that is about her along.
    pub(super) fn keep(&self, before: Option<&Kept>, kind: Kind, held: Held, scope: Option<Scope>) -> Result<(), DbError> {
        let child = kind::child_of(kind, held.record, &held.facts);
        let belongs = match scope {
            Some(scope) => Some(scope),
            None => self.scope_of(kind, &held.facts, child)?.or_else(|| before.map(|kept| kept.scope.clone())),
        };
        // Never guessed: a child's record in a scope that everybody may pull would be the worst of mistakes.
        let scope = belongs.ok_or_else(|| DbError::Refused(format!("a {kind} that belongs nowhere")))?;
        let held = self.with_ids(kind, self.with_registration(kind, held)?)?;
        let after = Kept { kind, held, scope, child };
        self.replace(before, &after)?;
        match before {
            Some(before) if kind == Kind::Child && before.scope != after.scope => {
                self.move_along(after.held.record, &before.scope, &after.scope)
            }
            _ => Ok(()),
        }
    }

    /// Where a record belongs; none where that hangs on something that is not known.
    pub(super) fn scope_of(&self, kind: Kind, facts: &Facts, child: Option<RecordId>) -> Result<Option<Scope>, DbError> {
        match child.filter(|_| kind.is_of_a_child()) {
            Some(child) => Ok(self.kept(Kind::Child, child)?.map(|kept| kept.scope)),
            None => Ok(kind::scope_of(kind, facts)),
        }
    }

    /// Everything about a child follows her to another school: a number and a version of its own for each, so that
    /// a page can end between any two of them.
    fn move_along(&self, child: RecordId, from: &Scope, to: &Scope) -> Result<(), DbError> {
        for before in self.tx.records_of_child(self.org, child)? {
            // A ticket in a team's scope stays where its sender sees it.
            if before.scope == *from && before.kind != Kind::Child {
                self.touch(&before, Some(to.clone()))?;
            }
        }
        Ok(())
    }

    /// Gives a record a new place in the order without changing what it says: it moved, or devices shall see it again.
    pub(super) fn touch(&self, before: &Kept, scope: Option<Scope>) -> Result<Version, DbError> {
        let verb = Verb::Edit;
        let held = &before.held;
        let change = self.own_change(before.kind, held.record, Some(held.version), verb, Facts::default(), SERVICE_PERSON);
        let sequence = self.tx.next_sequence(self.org)?;
        self.log(&change, sequence, Origin::Service, Outcome::Stored)?;
        let after = Kept {
            held: Held { version: sequence, ..held.clone() },
            scope: scope.unwrap_or_else(|| before.scope.clone()),
            ..before.clone()
        };
        self.replace(Some(before), &after)?;
        Ok(sequence)
    }

    fn replace(&self, before: Option<&Kept>, after: &Kept) -> Result<(), DbError> {
        if let Some(before) = before.filter(|kept| !kept.held.removed) {
            self.count(&before.scope, |digest| Digest {
                count: digest.count.saturating_sub(1),
                sum: (digest.sum + WRAP - u64::from(mark(before.held.record, before.held.version))) % WRAP,
            })?;
        }
        let gone = |removed| Gone { kind: after.kind, id: after.held.record, version: after.held.version, removed };
        if let Some(before) = before.filter(|kept| kept.scope != after.scope) {
            self.tx.depart(self.org, &before.scope, &gone(after.held.removed))?;
        }
        if after.held.removed {
            self.tx.depart(self.org, &after.scope, &gone(true))?;
        } else {
            self.tx.arrive(self.org, &after.scope, after.kind, after.held.record)?;
            self.count(&after.scope, |digest| Digest {
                count: digest.count + 1,
                sum: (digest.sum + u64::from(mark(after.held.record, after.held.version))) % WRAP,
            })?;
        }
        self.tx.keep(self.org, after)
    }

    fn count(&self, scope: &Scope, change: impl FnOnce(Digest) -> Digest) -> Result<(), DbError> {
        let digest = self.tx.digest(self.org, scope)?;
        self.tx.save_digest(self.org, scope, change(digest))
    }
}
