//! Judging a change from the field: may this person, is it known, does it merge, do the rules hold, is it there twice?
//! In that order, and the first doubt sends the whole change to a person at support.

use super::{Ingest, Sender};
use crate::authority::{self, Right};
use crate::db::{DbError, Kept};
use crate::form::{self, Ready};
use daybook_record::kind::{self, Around, Child, Form, FormEntry, OWN_SOURCE, Session, Ticket, Vaccination};
use daybook_record::merge::{Clash, Merge, merge};
use daybook_record::{Change, Facts, Fault, Held, Kind, Reason, RecordId, Scope};

/// What becomes of a change.
pub(super) enum Verdict {
    /// The record becomes this.
    Becomes { before: Option<Box<Kept>>, held: Box<Held>, meanwhile: bool },
    /// That is how it is already.
    Same { before: Box<Kept> },
    /// An earlier change of the record by this device waits under this ticket; so does this one.
    Joins(Box<Ticket>),
    /// A person decides.
    Held { reason: Reason, clashes: Vec<Clash>, faults: Vec<Fault>, doubles: Vec<RecordId> },
}

impl Verdict {
    /// Goes to support without having been looked at further.
    pub(super) fn unjudged(reason: Reason) -> Self {
        Verdict::Held { reason, clashes: Vec::new(), faults: Vec::new(), doubles: Vec::new() }
    }
}

impl Ingest<'_> {
    pub(super) fn judge(&self, change: &Change, sender: &Sender) -> Result<Verdict, DbError> {
        if let Some(earlier) = self.tx.waiting(self.org, change.kind, change.record, sender.device)? {
            return Ok(Verdict::Joins(Box::new(earlier.ticket)));
        }
        if let Some(reason) = sender.held {
            return Ok(Verdict::unjudged(reason));
        }
        let before = self.kept(change.kind, change.record)?;
        let now = before.as_ref().map(|kept| kept.held.facts.clone()).unwrap_or_default();
        let then = now.with(&change.facts);
        if !self.is_known(change.kind, &then)? {
            return Ok(Verdict::unjudged(Reason::UnknownReference));
        }
        if !self.is_permitted(change, sender, before.as_ref(), &then)? {
            return Ok(Verdict::unjudged(Reason::NotPermitted));
        }
        if self.has_an_id_of_others(change, sender, before.as_ref(), &then)? {
            return Ok(Verdict::unjudged(Reason::IdNotYours));
        }
        // The number is only taken once it is sure that the change applies; a ticket takes its own.
        let (held, meanwhile) = match merge(before.as_ref().map(|kept| &kept.held), change, 0) {
            Merge::Becomes { held, meanwhile } => (held, meanwhile),
            Merge::Same => {
                return Ok(before.map_or(Verdict::unjudged(Reason::UnknownReference), |kept| Verdict::Same { before: Box::new(kept) }));
            }
            Merge::Unknown => return Ok(Verdict::unjudged(Reason::UnknownReference)),
            Merge::Clash(clashes) => {
                return Ok(Verdict::Held { reason: Reason::Conflict, clashes, faults: Vec::new(), doubles: Vec::new() });
            }
        };
        if !held.removed {
            let faults = self.new_faults(change.kind, before.as_ref(), &held.facts)?;
            if !faults.is_empty() {
                return Ok(Verdict::Held { reason: Reason::Invalid, clashes: Vec::new(), faults, doubles: Vec::new() });
            }
            let doubles = self.new_doubles(change, before.as_ref(), &held.facts)?;
            if !doubles.is_empty() {
                return Ok(Verdict::Held { reason: Reason::PossibleDuplicate, clashes: Vec::new(), faults: Vec::new(), doubles });
            }
        }
        self.numbered(before, change, meanwhile)
    }

    fn numbered(&self, before: Option<Kept>, change: &Change, meanwhile: bool) -> Result<Verdict, DbError> {
        let sequence = self.tx.next_sequence(self.org)?;
        match merge(before.as_ref().map(|kept| &kept.held), change, sequence) {
            Merge::Becomes { held, .. } => Ok(Verdict::Becomes { before: before.map(Box::new), held: Box::new(held), meanwhile }),
            _ => Err(DbError::Refused("a change merges otherwise the second time".to_owned())),
        }
    }

    /// What the record speaks of is there: child and session; household, person and form.
    fn is_known(&self, kind: Kind, facts: &Facts) -> Result<bool, DbError> {
        let there = |kind, id: Option<RecordId>| match id {
            Some(id) => Ok(self.kept(kind, id)?.is_some()),
            None => Ok::<bool, DbError>(true),
        };
        if kind.is_of_a_child() {
            return Ok(there(Kind::Child, facts.parse("child"))? && there(Kind::Session, facts.parse("session"))?);
        }
        if kind.is_of_an_area() {
            let arrived = |kind, field: &str| match facts.parse(field) {
                Some(id) => self.has_arrived(kind, id),
                None => Ok(true),
            };
            let about = arrived(Kind::Household, "household")? && arrived(Kind::Individual, "individual")?;
            return Ok(about && (kind != Kind::Entry || self.form_of(facts)?.is_some()));
        }
        Ok(true)
    }

    /// Exactly the form that an entry was made with, also where it was withdrawn meanwhile; none where nobody published it in
    /// this campaign.
    fn form_of(&self, facts: &Facts) -> Result<Option<Ready>, DbError> {
        let (Some(id), Some(version), Some(sha256)) = (facts.text("form"), facts.text("version"), facts.text("sha256")) else {
            return Ok(None);
        };
        let published = self.read_known::<Form>(Kind::Form, Some(Form::record(id, version, sha256)))?;
        Ok(published.filter(|form| Some(form.campaign.as_str()) == facts.text("campaign")).and_then(|form| form::ready(&form)))
    }

    /// It is here, or waits at support: what was filled in about a person is not held up because somebody looks whether she was
    /// registered twice.
    fn has_arrived(&self, kind: Kind, id: RecordId) -> Result<bool, DbError> {
        Ok(self.kept(kind, id)?.is_some() || !self.tx.history(self.org, kind, id)?.is_empty())
    }

    /// This person may do this, to this record, here. The change must be her own: made by her on the device that sends it.
    fn is_permitted(&self, change: &Change, sender: &Sender, before: Option<&Kept>, then: &Facts) -> Result<bool, DbError> {
        if change.device != sender.device || change.person != sender.user {
            return Ok(false);
        }
        let Some(user) = self.tx.user(self.org, sender.user)? else { return Ok(false) };
        if !authority::may_record(user.role, change.kind) {
            return Ok(false);
        }
        // Somebody else's vaccination record is shown and never editable, and nobody makes one in another's name.
        if change.kind == Kind::Vaccination {
            let sources = [before.and_then(|kept| kept.held.facts.text("source")), then.text("source")];
            if sources.into_iter().flatten().any(|source| source != OWN_SOURCE) {
                return Ok(false);
            }
        }
        let scopes = authority::scopes(self.tx, self.org, sender.user, Right::HandIn)?;
        let child = kind::child_of(change.kind, change.record, then);
        let target = self.scope_of(change.kind, then, child)?;
        let seen = |scope: &Scope| scopes.contains(scope);
        // Where a record says no school or team at all, the rules will say so; it is not for want of permission.
        Ok(target.as_ref().is_none_or(seen) && before.is_none_or(|kept| seen(&kept.scope)))
    }

    /// What is wrong with the record and was not before: nobody is blamed for a fault that stood there when she came.
    fn new_faults(&self, kind: Kind, before: Option<&Kept>, facts: &Facts) -> Result<Vec<Fault>, DbError> {
        let mut faults = self.faults(kind, facts)?;
        if let Some(before) = live(before).filter(|_| !faults.is_empty()) {
            let old = self.faults(kind, &before.held.facts)?;
            faults.retain(|fault| !old.contains(fault));
        }
        Ok(faults)
    }

    fn faults(&self, kind: Kind, facts: &Facts) -> Result<Vec<Fault>, DbError> {
        let child = self.read_known::<Child>(Kind::Child, facts.parse("child"))?;
        let session = self.read_known::<Session>(Kind::Session, facts.parse("session"))?;
        let around = Around { today: self.world.today(), child: child.as_ref(), session: session.as_ref() };
        let mut faults = kind::faults(kind, facts, &around);
        // What the form says is only asked where the entry itself can be read.
        if let (Kind::Entry, true, Ok(entry)) = (kind, faults.is_empty(), facts.read::<FormEntry>()) {
            faults.extend(self.form_of(facts)?.map(|form| form::faults_of(&form, &entry)).unwrap_or_default());
        }
        Ok(faults)
    }

    fn read_known<T: serde::de::DeserializeOwned>(&self, kind: Kind, id: Option<RecordId>) -> Result<Option<T>, DbError> {
        let Some(id) = id else { return Ok(None) };
        Ok(self.kept(kind, id)?.and_then(|kept| kept.held.facts.read().ok()))
    }

    /// Other live vaccinations of the child that may be this one, and could not be before: two that support has let stand
    /// may both be corrected.
    fn new_doubles(&self, change: &Change, before: Option<&Kept>, facts: &Facts) -> Result<Vec<RecordId>, DbError> {
        match change.kind {
            Kind::Vaccination => {}
            Kind::Individual => return self.who_has_her_documents(change, before, facts),
            _ => return Ok(Vec::new()),
        }
        let Ok(mine) = facts.read::<Vaccination>() else { return Ok(Vec::new()) };
        let was = live(before).and_then(|kept| kept.held.facts.read::<Vaccination>().ok());
        let twice = |kept: &Kept| {
            let Ok(other) = kept.held.facts.read::<Vaccination>() else { return false };
            mine.may_be_twice(&other) && !was.as_ref().is_some_and(|was| was.may_be_twice(&other))
        };
        let others = self.tx.records_of_child(self.org, mine.child)?;
        let others = others.iter().filter(|kept| kept.kind == Kind::Vaccination && !kept.held.removed && kept.held.record != change.record);
        Ok(others.filter(|kept| twice(kept)).map(|kept| kept.held.record).collect())
    }
}

/// The record, where it is there and not removed.
fn live(before: Option<&Kept>) -> Option<&Kept> {
    before.filter(|kept| !kept.held.removed)
}
