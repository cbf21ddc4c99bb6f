//! Drafts: what a person has filled in so far. A draft may be wrong; only a draft without faults becomes an [`Entry`].
//!
//! A draft carries the id of the record it will become from the moment the form opens, so that pressing Save twice, or
//! going back and saving again, edits one record instead of making two.

use crate::code::{
    AttendanceStatus, ConsentResponse, ConsentRoute, DeliveryMethod, DeliverySite, PreScreening, Programme, RefusalReason,
    VaccinationOutcome,
};
use crate::fault::Fault;
use crate::kind::{self, Around, Attendance, Batch, Consent, Note, Vaccination};
use crate::number::batch_number;
use crate::scope::Urn;
use crate::{Facts, Kind, Moment, RecordId, UserId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A record without faults, ready to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub record: RecordId,
    /// Its values.
    pub facts: Facts,
}

/// Who fills in, and when.
#[derive(Clone, Debug)]
pub struct By {
    /// The person.
    pub person: UserId,
    /// Her name, as others read it.
    pub name: String,
    /// Now.
    pub at: Moment,
}

macro_rules! draft {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    };
}

mod people;

pub use people::{Home, HouseholdDraft, IndividualDraft, OLDEST};

draft! {
    /// A vaccination as the nurse fills it in: given, or not given and why.
    VaccinationDraft {
        /// The id it will have.
        record: RecordId,
        /// Whose.
        child: RecordId,
        /// In which session.
        session: RecordId,
        /// Against what.
        programme: Programme,
        /// How it ended.
        outcome: VaccinationOutcome,
        /// Which product.
        vaccine: Option<RecordId>,
        /// As printed on the box.
        batch_number: Option<String>,
        /// The last day the batch may be used.
        batch_expiry: Option<NaiveDate>,
        /// Where on the body.
        site: Option<DeliverySite>,
        /// How it was given.
        method: Option<DeliveryMethod>,
        /// Which dose, from 1.
        dose_sequence: Option<u8>,
        /// False for half a dose.
        full_dose: Option<bool>,
        /// Under which protocol.
        protocol: Option<String>,
        /// `child`, or a name and relationship.
        identity_confirmed_by: Option<String>,
        /// What was confirmed before.
        pre_screening: Vec<PreScreening>,
        /// Anything to add.
        notes: Option<String>,
    }
}

impl VaccinationDraft {
    /// Becomes an entry made today at `location`, or a list of faults by field. `earlier` is the record it corrects: a
    /// correction made tomorrow does not move the day, the place or the hand that gave the dose.
    pub fn into_entry(self, by: &By, location: &Urn, earlier: Option<&Vaccination>, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        let vaccination = Vaccination {
            child: self.child,
            session: Some(self.session),
            programme: self.programme,
            date: by.at.date(),
            time: Some(by.at.time()),
            location: Some(location.clone()),
            outcome: self.outcome,
            vaccine: self.vaccine,
            batch_number: self.batch_number.map(|number| batch_number(&number).unwrap_or(number)),
            batch_expiry: self.batch_expiry,
            site: self.site,
            method: self.method,
            dose_sequence: self.dose_sequence,
            full_dose: self.full_dose,
            protocol: self.protocol,
            identity_confirmed_by: self.identity_confirmed_by,
            pre_screening: self.pre_screening,
            notes: self.notes,
            performer: Some(by.person),
            performer_name: Some(by.name.clone()),
            source: kind::OWN_SOURCE.to_owned(),
        };
        let vaccination = match earlier {
            None => vaccination,
            Some(earlier) => Vaccination {
                date: earlier.date,
                time: earlier.time,
                location: earlier.location.clone(),
                performer: earlier.performer,
                performer_name: earlier.performer_name.clone(),
                ..vaccination
            },
        };
        entry(Kind::Vaccination, self.record, &vaccination, around)
    }
}

draft! {
    /// Whether a child came today.
    AttendanceDraft {
        /// Who.
        child: RecordId,
        /// To which session.
        session: RecordId,
        /// Came, or did not.
        status: AttendanceStatus,
    }
}

impl AttendanceDraft {
    /// Becomes today's attendance at `location`.
    pub fn into_entry(self, by: &By, location: &Urn, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        let date = by.at.date();
        let attendance = Attendance {
            child: self.child,
            location: location.clone(),
            date,
            status: self.status,
            at: by.at,
            recorded_by: Some(by.name.clone()),
        };
        entry(Kind::Attendance, RecordId::of_attendance(self.child, location, date), &attendance, around)
    }
}

draft! {
    /// A note about a child.
    NoteDraft {
        /// The id it will have.
        record: RecordId,
        /// About whom.
        child: RecordId,
        /// Up to 1,000 characters.
        text: String,
    }
}

impl NoteDraft {
    /// Becomes a note.
    pub fn into_entry(self, by: &By, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        let note = Note { child: self.child, text: self.text, at: by.at, recorded_by: Some(by.name.clone()) };
        entry(Kind::Note, self.record, &note, around)
    }
}

draft! {
    /// Consent taken in person or by phone, or corrected.
    ConsentDraft {
        /// The id it will have: a fresh one, or that of the answer which is corrected.
        record: RecordId,
        /// Whose.
        child: RecordId,
        /// For what.
        programme: Programme,
        /// The answer.
        response: ConsentResponse,
        /// The way it came.
        route: ConsentRoute,
        /// Name of the person who answered.
        given_by: Option<String>,
        /// Mother, father, carer …
        relationship: Option<String>,
        /// Why it was refused.
        reason_for_refusal: Option<RefusalReason>,
        /// Anything to add.
        notes: Option<String>,
        /// False where parents are not to be told.
        notify_parents: Option<bool>,
    }
}

impl ConsentDraft {
    /// Becomes a consent answered now. `earlier` is the answer it corrects: what the form does not ask is kept.
    pub fn into_entry(self, by: &By, earlier: Option<&Consent>, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        let consent = Consent {
            child: self.child,
            programme: self.programme,
            response: self.response,
            route: self.route,
            given_by: self.given_by,
            relationship: self.relationship,
            reason_for_refusal: self.reason_for_refusal,
            notes: self.notes,
            at: by.at,
            withdrawn_at: None,
            notify_parents: self.notify_parents,
            health_answers: earlier.map(|earlier| earlier.health_answers.clone()).unwrap_or_default(),
            recorded_by: Some(by.name.clone()),
        };
        entry(Kind::Consent, self.record, &consent, around)
    }
}

draft! {
    /// A batch that is not in the list: a missing batch must never stop a vaccination from being recorded.
    BatchDraft {
        /// The id it will have.
        record: RecordId,
        /// The team's key.
        team: String,
        /// Against what.
        programme: Programme,
        /// Which product.
        vaccine: RecordId,
        /// As printed on the box.
        number: String,
        /// The last day it may be used; none where it was not filled in.
        expiry: Option<NaiveDate>,
    }
}

impl BatchDraft {
    /// Becomes a batch.
    pub fn into_entry(self, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        use crate::fault::{FaultCode, Faults};
        let mut faults = Faults::default();
        let expiry = faults.need(&self.expiry, "expiry");
        faults.unless(expiry.is_none_or(|day| day >= around.today), "expiry", FaultCode::Expired);
        let number = batch_number(&self.number);
        faults.unless(number.is_some(), "number", if self.number.trim().is_empty() { FaultCode::Missing } else { FaultCode::Malformed });
        let (Some(expiry), Some(number)) = (expiry, number) else { return Err(faults.list()) };
        let found = faults.list();
        if !found.is_empty() {
            return Err(found);
        }
        let batch = Batch { team: self.team, programme: self.programme, vaccine: self.vaccine, number, expiry, archived: false };
        entry(Kind::Batch, self.record, &batch, around)
    }
}

fn entry<T: Serialize>(kind: Kind, record: RecordId, typed: &T, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
    let facts = Facts::of(typed);
    let faults = kind::faults(kind, &facts, around);
    if faults.is_empty() { Ok(Entry { kind, record, facts }) } else { Err(faults) }
}
