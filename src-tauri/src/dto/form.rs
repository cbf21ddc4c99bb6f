//! What crosses about forms: which there are, one as it is drawn, a draft as it stands, what was entered.
//!
//! The webview evaluates nothing: it shows what stands in [`Filled`] and asks again after each change.

use daybook_form::{Answers, Carried, Drawn, Identity, Look, Offer, Place, Said};
use daybook_record::{Moment, RecordId};
use daybook_store::view::{SendState, Who};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A form that new entries can be made with.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct FormCard {
    /// Which exactly.
    pub identity: Identity,
    /// The campaign's key.
    pub campaign: String,
    /// Language → title.
    pub title: BTreeMap<String, String>,
    /// The languages it can be read in.
    pub languages: Vec<String>,
    /// How many drafts of it, of any version, lie here.
    pub drafts: u32,
    /// How many entries of it, of any version, lie here.
    pub entries: u32,
}

/// About whom an entry is, where it is about somebody; and in which area, where that does not follow from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "EntryAbout")]
pub struct About {
    /// The household.
    pub household: Option<RecordId>,
    /// The individual.
    pub individual: Option<RecordId>,
    /// The area's key.
    pub area: Option<String>,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DraftCard {
    /// Which; the entry will have this id.
    pub draft: RecordId,
    /// The form it was begun with.
    pub identity: Identity,
    /// Language → title of that form.
    pub title: BTreeMap<String, String>,
    /// When it was begun.
    pub begun_at: Moment,
    /// When it was last changed.
    pub changed_at: Moment,
    /// The page it was left on.
    pub page: Option<String>,
    /// About whom.
    pub about: About,
    /// A newer version of the form is there for new entries.
    pub newer: Option<Identity>,
}

/// A draft that is open, with all a screen needs to draw it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct OpenDraft {
    /// Which, and when.
    pub card: DraftCard,
    /// Its form.
    pub form: Drawn,
    /// What was filled in.
    #[ts(type = "Record<string, unknown>")]
    pub answers: Answers,
    /// How that stands.
    pub filled: Filled,
}

/// What changed in a draft, to be kept at once.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct DraftChange {
    /// Which.
    pub draft: RecordId,
    /// What is filled in now, whole.
    #[ts(type = "Record<string, unknown>")]
    pub answers: Answers,
    /// The page it is on.
    pub page: Option<String>,
    /// The language that is read.
    pub language: String,
}

/// How a draft or an entry stands.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Filled {
    /// What is seen, computed, wrong and missing.
    pub look: Look,
    /// What the short lists on this page offer.
    pub offers: Vec<OfferAt>,
    /// What is called how, of what was chosen.
    pub said: Vec<Said>,
}

/// What a field offers, where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct OfferAt {
    /// Where.
    pub place: Place,
    /// What.
    pub offer: Offer,
}

/// For what a long list is searched.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
pub struct OfferAsk {
    /// In which draft.
    pub draft: RecordId,
    /// Which field, where.
    pub place: Place,
    /// What was typed.
    pub typed: String,
    /// The language that is read.
    pub language: String,
}

/// What carrying a draft over to the form of today would do.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CarryPreview {
    /// The form it was begun with.
    pub from: Identity,
    /// The one it would be carried over to.
    pub to: Identity,
    /// Field by field.
    pub fields: Vec<CarryLine>,
}

/// One field of that, with its question and the answer as it reads.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CarryLine {
    /// What becomes of it.
    pub carried: Carried,
    /// The question, in the language asked for.
    pub label: String,
    /// The answer as it stands in the draft, where there is one.
    #[ts(type = "unknown")]
    pub answer: serde_json::Value,
}

/// An entry in a list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EntryCard {
    /// Which.
    pub record: RecordId,
    /// The form it was made with.
    pub identity: Identity,
    /// Language → title of that form.
    pub title: BTreeMap<String, String>,
    /// When it was made.
    pub at: Moment,
    /// About whom.
    pub about: About,
    /// And by what name.
    pub who: Who,
    /// How far it is; none for one that was made elsewhere.
    pub state: Option<SendState>,
    /// The number the service gave it.
    pub registration: Option<String>,
    /// The receipt's code, once there is one.
    pub receipt: Option<String>,
}

/// An entry, to be read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EntryPage {
    /// Which.
    pub card: EntryCard,
    /// Its form, where it lies here.
    pub form: Option<Drawn>,
    /// The answers.
    #[ts(type = "Record<string, unknown>")]
    pub answers: Answers,
    /// How they stand under that form.
    pub filled: Option<Filled>,
}

/// A picture that was taken or drawn, to be kept.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Picture {
    /// `image/jpeg` or `image/png`.
    pub media_type: String,
    /// Its bytes, in base64.
    pub base64: String,
}

/// A picture that is kept: what stands in the answers.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct KeptPicture {
    /// Its name.
    pub sha256: String,
    /// What it is.
    pub media_type: String,
    /// How large it is.
    pub bytes: u64,
}
