//! Merging: what becomes of a change when it meets what others have done. Pure, field by field, the same on every replica.
//!
//! Each field remembers who wrote it last and where that stood in the service's order. A change may set a field that
//! nobody else has touched since the version its device had seen; a field that somebody else has set to *another* value
//! is a clash. One clash keeps the whole change for support: never half silently applied, half in review. Who wrote a thing
//! down and when ([`crate::Kind::circumstances`]) decides nothing: of those the first to arrive stays.

use crate::facts::same_value;
use crate::{Change, DeviceId, Facts, RecordId, Verb, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Who wrote a field last, and when in the service's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where the write stands in the order.
    pub version: Version,
    /// Which device wrote it. A device has always seen its own writes.
    pub device: DeviceId,
}

/// A record as the service holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Which record.
    pub record: RecordId,
    /// Its values now.
    pub facts: Facts,
    /// Who wrote what, by field. The name [`REMOVED`] marks removal and restoring.
    pub marks: BTreeMap<String, Mark>,
    /// Where its last change stands in the order.
    pub version: Version,
    /// True once it was removed. Nothing is ever deleted.
    pub removed: bool,
}

/// The name under which removal is remembered among the marks.
pub const REMOVED: &str = "(removed)";

/// One field that two people set differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clash {
    /// The field; [`REMOVED`] where one removed what another changed.
    pub field: String,
    /// What the service holds.
    pub theirs: Value,
    /// What the change says.
    pub mine: Value,
}

/// What becomes of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Merge {
    /// The record becomes this. `meanwhile` is true where somebody else had changed other fields.
    Becomes {
        /// The record as it now is.
        held: Held,
        /// Somebody else had changed the record since the device saw it.
        meanwhile: bool,
    },
    /// The service holds exactly that already.
    Same,
    /// The same field, set to different values.
    Clash(Vec<Clash>),
    /// It changes a record that the service has never seen.
    Unknown,
}

/// Applies `change` to what is held, as number `version` of the order.
pub fn merge(held: Option<&Held>, change: &Change, version: Version) -> Merge {
    let Some(held) = held else {
        return match change.verb {
            Verb::Create => Merge::Becomes { held: first(change, version), meanwhile: false },
            _ => Merge::Unknown,
        };
    };
    let unseen = |field: &str| {
        held.marks.get(field).is_some_and(|mark| mark.device != change.device && change.base.is_none_or(|base| mark.version > base))
    };
    let meanwhile = held.marks.keys().any(|field| unseen(field));
    let mark = Mark { version, device: change.device };
    match change.verb {
        Verb::Remove | Verb::Restore => {
            let removed = change.verb == Verb::Remove;
            if held.removed == removed {
                return Merge::Same;
            }
            // Removing what somebody else has just changed is for a person to decide.
            if meanwhile {
                return Merge::Clash(vec![Clash { field: REMOVED.to_owned(), theirs: held.removed.into(), mine: removed.into() }]);
            }
            let mut marks = held.marks.clone();
            marks.insert(REMOVED.to_owned(), mark);
            Merge::Becomes { held: Held { marks, version, removed, ..held.clone() }, meanwhile }
        }
        Verb::Create | Verb::Edit => {
            if held.removed {
                return Merge::Clash(vec![Clash { field: REMOVED.to_owned(), theirs: true.into(), mine: false.into() }]);
            }
            let differs = |field: &str, mine: &Value| !same_value(held.facts.0.get(field).unwrap_or(&Value::Null), mine);
            let news: Vec<_> = change.facts.0.iter().filter(|(field, mine)| differs(field, mine)).collect();
            // Who wrote it down, and when, is no ground for a clash: two nurses who register one child alike agree. The first stays.
            let (unseen_news, taken): (Vec<_>, Vec<_>) = news.into_iter().partition(|(field, _)| unseen(field));
            let decides = |field: &str| !change.kind.circumstances().contains(&field);
            let clashes: Vec<Clash> = unseen_news
                .iter()
                .filter(|(field, _)| decides(field))
                .map(|(field, mine)| Clash {
                    field: (*field).clone(),
                    theirs: held.facts.0.get(*field).cloned().unwrap_or(Value::Null),
                    mine: (*mine).clone(),
                })
                .collect();
            if !clashes.is_empty() {
                return Merge::Clash(clashes);
            }
            if taken.is_empty() {
                return Merge::Same;
            }
            let mut marks = held.marks.clone();
            marks.extend(taken.iter().map(|(field, _)| ((*field).clone(), mark)));
            let taken = Facts(taken.into_iter().map(|(field, mine)| (field.clone(), mine.clone())).collect());
            Merge::Becomes { held: Held { facts: held.facts.with(&taken), marks, version, ..held.clone() }, meanwhile }
        }
    }
}

fn first(change: &Change, version: Version) -> Held {
    let facts = Facts::default().with(&change.facts);
    let marks = facts.0.keys().map(|field| (field.clone(), Mark { version, device: change.device })).collect();
    Held { record: change.record, facts, marks, version, removed: false }
}
