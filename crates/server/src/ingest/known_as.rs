//! By what people are known: ids from the pool, temporary ones that are replaced, documents that two people cannot share.

use super::{Ingest, Sender};
use crate::db::{DbError, Kept};
use crate::idpool;
use daybook_record::kind::{Area, Identifier, POOL, TEMPORARY};
use daybook_record::{Change, Facts, Held, Kind, RecordId};

/// The field in which they stand.
const FIELD: &str = "identifiers";

impl Ingest<'_> {
    /// True where a person comes with an id from the pool that was not given to this sender, or that somebody else has.
    pub(super) fn has_an_id_of_others(
        &self,
        change: &Change,
        sender: &Sender,
        before: Option<&Kept>,
        then: &Facts,
    ) -> Result<bool, DbError> {
        if change.kind != Kind::Individual {
            return Ok(false);
        }
        let held = before.map(|kept| identifiers(&kept.held.facts)).unwrap_or_default();
        for identifier in identifiers(then).into_iter().filter(|identifier| identifier.scheme == POOL && !held.contains(identifier)) {
            let Some(given) = self.tx.given_id(self.org, &identifier.value)? else { return Ok(true) };
            let hers = match given.record {
                Some(record) => record == change.record,
                None => (given.person, given.device) == (sender.user, sender.device) && self.tx.id_of(self.org, change.record)?.is_none(),
            };
            if !hers {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Other people, not known to be the same, who have one of her documents and had it before she came with it.
    pub(super) fn who_has_her_documents(&self, change: &Change, before: Option<&Kept>, facts: &Facts) -> Result<Vec<RecordId>, DbError> {
        if facts.text("duplicate_of").is_some() {
            return Ok(Vec::new());
        }
        let held = before.map(|kept| documents(&kept.held.facts)).unwrap_or_default();
        let mut others = Vec::new();
        for (scheme, value) in documents(facts).into_iter().filter(|document| !held.contains(document)) {
            for other in self.tx.holders(self.org, &scheme, &value)? {
                let stands = self.kept(Kind::Individual, other)?.is_some_and(|kept| kept.held.facts.text("duplicate_of").is_none());
                if other != change.record && stands && !others.contains(&other) {
                    others.push(other);
                }
            }
        }
        Ok(others)
    }

    /// The person as she is kept: an id from the pool in the place of a temporary one, whatever a device says of it. Like the
    /// registration number it has no mark of its own. What she is known by is noted.
    pub(super) fn with_ids(&self, kind: Kind, mut held: Held) -> Result<Held, DbError> {
        if kind != Kind::Individual {
            return Ok(held);
        }
        if held.removed {
            self.tx.set_documents(self.org, held.record, &[])?;
            return Ok(held);
        }
        let mut list = identifiers(&held.facts);
        if list.iter().any(|identifier| identifier.scheme == TEMPORARY)
            && let Some(value) = self.pool_id_for(held.record, &held.facts)?
        {
            list.retain(|identifier| identifier.scheme != TEMPORARY);
            let given = Identifier { scheme: POOL.to_owned(), value };
            if !list.contains(&given) {
                list.push(given);
            }
            let list = serde_json::to_value(&list).map_err(|_| DbError::Refused("a list of identifiers has no JSON".to_owned()))?;
            held.facts.0.insert(FIELD.to_owned(), list);
        }
        for identifier in identifiers(&held.facts).into_iter().filter(|identifier| identifier.scheme == POOL) {
            let free = self.tx.given_id(self.org, &identifier.value)?.is_some_and(|given| given.record.is_none());
            if free && self.tx.id_of(self.org, held.record)?.is_none() {
                self.tx.use_id(self.org, &identifier.value, held.record, self.world.now())?;
            }
        }
        self.tx.set_documents(self.org, held.record, &documents(&held.facts))?;
        Ok(held)
    }

    fn pool_id_for(&self, record: RecordId, facts: &Facts) -> Result<Option<String>, DbError> {
        let area = facts.text("area").map(RecordId::of_area);
        let area = area.map(|id| self.kept(Kind::Area, id)).transpose()?.flatten();
        let Some(area) = area.and_then(|kept| kept.held.facts.read::<Area>().ok()) else { return Ok(None) };
        idpool::for_record(self.tx, self.org, &area.campaign, record, self.world)
    }
}

fn identifiers(facts: &Facts) -> Vec<Identifier> {
    facts.0.get(FIELD).and_then(|list| serde_json::from_value(list.clone()).ok()).unwrap_or_default()
}

/// Documents as they are compared: letters and digits, however they are broken up and whoever wrote them in capitals.
fn documents(facts: &Facts) -> Vec<(String, String)> {
    let plain = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    let papers = identifiers(facts).into_iter().filter(|identifier| ![POOL, TEMPORARY].contains(&identifier.scheme.as_str()));
    papers.map(|identifier| (plain(&identifier.scheme), plain(&identifier.value))).filter(|(_, value)| !value.is_empty()).collect()
}
