//! A campaign's configuration as another app keeps it: read whole, judged whole, then put into what Daybook has for it.
//!
//! A file may say a part only; what it does not speak of stays. The same file a second time changes nothing. What is deliberately
//! not here: areas, forms, messages and dashboards, which have files and commands of their own.

mod foreign;

pub use foreign::read;

use crate::db::{DbError, Origin, Tx};
use crate::import::{LeftOut, Tally};
use crate::ingest::{Ingest, Put};
use daybook_record::kind::Contact;
use daybook_record::{Facts, Kind, RecordId, World};
use serde_json::json;

/// Households further away than that are near for nobody.
pub const FARTHEST_METRES: u32 = 50_000;

/// What a file says of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Languages, the usual one first.
    pub languages: Option<Vec<String>>,
    /// Names of documents by which people are known.
    pub documents: Option<Vec<String>>,
    /// Up to how many metres away somebody is near.
    pub nearby_metres: Option<u32>,
    /// Whom to ring: name and number.
    pub contacts: Vec<(String, String)>,
    /// What is not taken.
    pub left_out: Vec<LeftOut>,
}

/// What a file came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The campaign is another than before.
    pub campaign_changed: bool,
    /// The people to ring.
    pub contacts: Tally,
}

/// A contact is known by her name.
pub fn contact_id(org: &str, name: &str) -> RecordId {
    RecordId::named("contact", &[org, name])
}

/// Puts it into a campaign that there is.
pub fn import(tx: &dyn Tx, org: &str, world: &dyn World, campaign: &str, read: &Read) -> Result<Taken, DbError> {
    let ingest = Ingest::new(tx, org, world);
    let said = [
        ("languages", read.languages.as_ref().map(|languages| json!(languages))),
        ("documents", read.documents.as_ref().map(|documents| json!(documents))),
        ("nearby_metres", read.nearby_metres.map(|metres| json!(metres))),
    ];
    let facts = Facts(said.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))).collect());
    let campaign_changed = ingest.amend(Kind::Campaign, RecordId::of_campaign(campaign), &facts, Origin::Import)? != Put::Same;
    let mut contacts = Tally::default();
    for (place, (name, phone)) in (0..).zip(&read.contacts) {
        let id = contact_id(org, name);
        let known = tx.record(org, Kind::Contact, id)?.is_some_and(|kept| !kept.held.removed);
        // Of somebody in the list already the file knows the number only: her role, her area and her place stay.
        let put = if known {
            ingest.amend(Kind::Contact, id, &Facts([("phone".to_owned(), json!(phone))].into()), Origin::Import)
        } else {
            let contact = Contact { name: name.clone(), role: None, phone: phone.clone(), area: None, place };
            ingest.put(Kind::Contact, id, &Facts::of(&contact), Origin::Import)
        };
        contacts.count(put?);
    }
    Ok(Taken { campaign_changed, contacts })
}
