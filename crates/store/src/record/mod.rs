//! Recording: what a nurse does, from her tap to the disk. The record and its change are one transaction (law 1).
//!
//! Whether it may be recorded was decided before, by the draft. What becomes of it at the service is decided there.

mod row;

pub(crate) use row::{Held, load};

use crate::row::to_json;
use crate::{Profile, Result, Store, StoreError, idpool, outbox, search};
use daybook_record::draft::Entry;
use daybook_record::kind::{child_of, known, scope_of};
use daybook_record::{Change, ChangeId, Facts, Kind, Made, RecordId, Urn, Verb, Version};
use rusqlite::{Connection, named_params};
use serde::de::DeserializeOwned;
use std::sync::atomic::Ordering;
use uuid::Uuid;

/// What is on the disk once a call to record returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Which record.
    pub record: RecordId,
    /// The change that waits to be sent; none where nothing was different.
    pub change: Option<ChangeId>,
    /// How many changes this device has made to the record.
    pub revision: u32,
}

impl Store {
    /// Keeps an entry: the record and its change in one transaction. On the disk when it returns. The same change again
    /// (a tap repeated, a command retried) changes nothing.
    pub fn record(&self, entry: &Entry, change: ChangeId, made: Made) -> Result<Saved> {
        self.record_and(entry, change, made, |_| Ok(()))
    }

    /// The same, and something besides that is only true together with it.
    pub(crate) fn record_and(
        &self,
        entry: &Entry,
        change: ChangeId,
        made: Made,
        besides: impl Fn(&Connection) -> Result<()>,
    ) -> Result<Saved> {
        let Entry { kind, record, ref facts } = *entry;
        self.once(kind, record, change, made, |pen| {
            let saved = pen.keep(facts)?;
            besides(pen.tx)?;
            Ok(saved)
        })
    }

    /// Several that are only true together, in one transaction: a household moves with who lives in it.
    pub fn record_all(&self, entries: &[(Entry, ChangeId)], made: Made) -> Result<()> {
        let by = self.by();
        self.write_dearly(|tx| {
            if self.inner.closing.load(Ordering::SeqCst) {
                return Err(StoreError::BeingWiped);
            }
            for (Entry { kind, record, facts }, change) in entries {
                if outbox::revision_of(tx, *change)?.is_none() {
                    Pen { tx, by: &by, kind: *kind, record: *record, change: *change, made }.keep(facts)?;
                }
            }
            Ok(())
        })
    }

    /// Keeps a person with an id from the pool, if she has none yet: both, or neither, are on the disk. Where the pool is empty
    /// she gets a temporary one, which the service replaces.
    pub fn register(&self, entry: &Entry, change: ChangeId, made: Made) -> Result<Saved> {
        let Entry { kind, record, ref facts } = *entry;
        self.once(kind, record, change, made, |pen| pen.keep(&idpool::with_id(pen.tx, record, facts.clone(), made.at)?))
    }

    /// Removes a record: a change like any other.
    pub fn remove(&self, kind: Kind, record: RecordId, change: ChangeId, made: Made) -> Result<Saved> {
        self.once(kind, record, change, made, |pen| match load(pen.tx, kind, record)? {
            None => Err(StoreError::Unknown(record)),
            Some(held) if held.removed => pen.nothing(),
            Some(held) => pen.flip(&held, Verb::Remove, change),
        })
    }

    /// Takes a removal back, while it has not been sent.
    pub fn restore(&self, kind: Kind, record: RecordId, change: ChangeId, made: Made) -> Result<Saved> {
        self.once(kind, record, change, made, |pen| match load(pen.tx, kind, record)? {
            None => Err(StoreError::Unknown(record)),
            Some(held) if !held.removed => pen.nothing(),
            Some(_) if !outbox::last_is_unsent(pen.tx, kind, record)? => Err(StoreError::AlreadySent),
            Some(held) => pen.flip(&held, Verb::Restore, change),
        })
    }

    /// A record as its kind, as the screen shows it; none where it is not here or was removed.
    pub fn typed<T: DeserializeOwned>(&self, kind: Kind, record: RecordId) -> Result<Option<T>> {
        self.read(|tx| match load(tx, kind, record)?.filter(|held| !held.removed) {
            Some(held) => held.facts.read().map(Some).map_err(|_| StoreError::Unreadable("facts")),
            None => Ok(None),
        })
    }

    fn once(&self, kind: Kind, record: RecordId, change: ChangeId, made: Made, write: impl Fn(&Pen<'_>) -> Result<Saved>) -> Result<Saved> {
        let by = self.by();
        self.write_dearly(|tx| match outbox::revision_of(tx, change)? {
            Some(revision) => Ok(Saved { record, change: Some(change), revision }),
            None if self.inner.closing.load(Ordering::SeqCst) => Err(StoreError::BeingWiped),
            None => write(&Pen { tx, by: &by, kind, record, change, made }),
        })
    }
}

/// What every change to one record needs, inside its transaction.
struct Pen<'a> {
    tx: &'a Connection,
    by: &'a Profile,
    kind: Kind,
    record: RecordId,
    change: ChangeId,
    made: Made,
}

impl Pen<'_> {
    /// The record is as `facts` say from now on.
    fn keep(&self, facts: &Facts) -> Result<Saved> {
        match load(self.tx, self.kind, self.record)? {
            None => self.create(facts.clone().normalised()),
            Some(held) if held.removed => {
                // Somebody took it away and the nurse records it again: it comes back first, then it is edited.
                let again = ChangeId(Uuid::new_v5(&self.change.0, b"restore"));
                let back = self.flip(&held, Verb::Restore, again)?;
                let edited = self.edit(&held, facts)?;
                Ok(if edited.change.is_some() { edited } else { back })
            }
            Some(held) => self.edit(&held, facts),
        }
    }

    fn create(&self, facts: Facts) -> Result<Saved> {
        let home = self.home(&facts)?;
        self.tx.prepare_cached(include_str!("create.sql"))?.execute(named_params! {
            ":kind": self.kind.as_str(), ":id": self.record.to_string(),
            ":scope": home.scope, ":facts": to_json(&facts)?, ":child": home.child.map(|child| child.to_string()),
        })?;
        search::renamed(self.tx, self.tx.last_insert_rowid(), self.kind, None, &facts)?;
        self.send(Verb::Create, self.change, None, facts, &home)
    }

    fn edit(&self, held: &Held, facts: &Facts) -> Result<Saved> {
        let difference = facts.clone().normalised().changed_from(&known(self.kind, &held.facts));
        if difference.is_empty() {
            return self.nothing();
        }
        let facts = held.facts.with(&difference);
        self.tx.prepare_cached(include_str!("edit.sql"))?.execute(named_params! { ":place": held.place, ":facts": to_json(&facts)? })?;
        search::renamed(self.tx, held.place, self.kind, Some(&held.facts), &facts)?;
        self.send(Verb::Edit, self.change, held.seen_version, difference, &self.home(&facts)?)
    }

    /// Removes, or takes the removal back.
    fn flip(&self, held: &Held, verb: Verb, change: ChangeId) -> Result<Saved> {
        let removed = verb == Verb::Remove;
        self.tx.prepare_cached(include_str!("flip.sql"))?.execute(named_params! { ":place": held.place, ":removed": removed })?;
        self.send(verb, change, held.seen_version, Facts::default(), &self.home(&held.facts)?)
    }

    fn send(&self, verb: Verb, id: ChangeId, base: Option<Version>, facts: Facts, home: &Home) -> Result<Saved> {
        let Self { tx, by, kind, record, made, .. } = *self;
        let revision = outbox::last_revision(tx, kind, record)? + 1;
        let change = Change { id, kind, record, revision, base, verb, facts, person: by.person, device: by.device, made };
        outbox::add(tx, &change, home)?;
        Ok(Saved { record, change: Some(id), revision })
    }

    fn nothing(&self) -> Result<Saved> {
        Ok(Saved { record: self.record, change: None, revision: outbox::last_revision(self.tx, self.kind, self.record)? })
    }

    /// Where a record of ours belongs: with its child, or where it says itself.
    fn home(&self, facts: &Facts) -> Result<Home> {
        let child = child_of(self.kind, self.record, facts);
        let held = child.map(|child| load(self.tx, Kind::Child, child)).transpose()?.flatten();
        let area = facts.text("area").filter(|_| self.kind.is_of_an_area()).map(str::to_owned);
        Ok(match held {
            Some(held) => Home { child, school: held.facts.text("school").map(str::to_owned), area, scope: held.scope },
            None => Home { child, school: None, area, scope: scope_of(self.kind, facts).map(|scope| scope.to_string()) },
        })
    }
}

/// Whose a record is, and where it is kept.
pub(crate) struct Home {
    pub(crate) child: Option<RecordId>,
    pub(crate) school: Option<Urn>,
    pub(crate) area: Option<String>,
    scope: Option<String>,
}
