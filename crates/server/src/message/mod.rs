//! A campaign's own words at the service: read from a file, held to what they stand for, and kept as records of kind `message`,
//! one for each, so that a changed one travels alone.
//!
//! A file is judged whole before anything is written, and the same file a second time changes nothing. A module is `app`, a form's
//! id, or any other name: such words hold for every form of the campaign that has a message of that code.

mod app;
mod file;
mod judge;

use crate::db::{DbError, Origin, Tx};
use crate::import::{ImportError, Tally};
use crate::ingest::Ingest;
use daybook_record::kind::{Form, Message};
use daybook_record::{Facts, Kind, World};
use judge::Campaign;
pub(crate) use judge::{NO_LANGUAGE, spoken};
use std::collections::BTreeSet;

/// The module of the app's own texts.
pub const APP: &str = "app";

/// What a file of messages came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many are new, others than before, the same.
    pub tally: Tally,
    /// Modules that are no form's id: what they say holds for every form of the campaign.
    pub shared: Vec<String>,
}

/// Takes in a file of messages for a campaign: all of it, or nothing.
pub fn import(tx: &dyn Tx, org: &str, world: &dyn World, campaign: &str, bytes: &[u8]) -> Result<Taken, ImportError> {
    let lines = file::read(bytes).map_err(ImportError::refuse)?;
    let forms: Vec<Form> = read_all(tx, org, Kind::Form)?;
    let around = Campaign::of(campaign, &forms);
    let messages = around.judge(lines).map_err(ImportError::refuse)?;
    let ingest = Ingest::new(tx, org, world);
    let mut taken = Taken::default();
    let mut shared = BTreeSet::new();
    for message in messages {
        if message.module != APP && !around.has_form(&message.module) {
            shared.insert(message.module.clone());
        }
        let id = Message::record(&message.campaign, &message.module, &message.locale, &message.code);
        taken.tally.count(ingest.put(Kind::Message, id, &Facts::of(&message), Origin::Import)?);
    }
    taken.shared = shared.into_iter().collect();
    Ok(taken)
}

/// Takes messages away: in one language, or in all of them. Gives those that were there; from the next sync on it is said again what
/// the form or the app itself says.
pub fn remove(
    tx: &dyn Tx,
    org: &str,
    world: &dyn World,
    (campaign, module, code): (&str, &str, &str),
    language: Option<&str>,
) -> Result<Vec<Message>, DbError> {
    let mut removed = all(tx, org)?;
    removed.retain(|message| {
        (message.campaign.as_str(), message.module.as_str(), message.code.as_str()) == (campaign, module, code)
            && language.is_none_or(|language| message.locale == language)
    });
    let ingest = Ingest::new(tx, org, world);
    for Message { campaign, module, locale, code, .. } in &removed {
        ingest.remove(Kind::Message, Message::record(campaign, module, locale, code), Origin::Import)?;
    }
    Ok(removed)
}

/// Every message, by campaign, module, code and language.
pub fn all(tx: &dyn Tx, org: &str) -> Result<Vec<Message>, DbError> {
    let mut messages: Vec<Message> = read_all(tx, org, Kind::Message)?;
    messages.sort_by(|one, other| {
        (&one.campaign, &one.module, &one.code, &one.locale).cmp(&(&other.campaign, &other.module, &other.code, &other.locale))
    });
    Ok(messages)
}

fn read_all<T: serde::de::DeserializeOwned>(tx: &dyn Tx, org: &str, kind: Kind) -> Result<Vec<T>, DbError> {
    Ok(tx.records(org, kind)?.iter().filter(|kept| !kept.held.removed).filter_map(|kept| kept.held.facts.read().ok()).collect())
}
