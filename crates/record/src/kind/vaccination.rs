//! A dose that was given, or why it was not. Batch number and expiry are copied here, not referenced: the fridge's list
//! changes, what went into the arm does not.

use super::{Around, LONGEST_NOTE};
use crate::code::{DeliveryMethod, DeliverySite, PreScreening, Programme, VaccinationOutcome};
use crate::fault::{FaultCode, Faults};
use crate::number::batch_number;
use crate::scope::Urn;
use crate::{RecordId, UserId};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// Records made by this service carry this source; others' records are shown and never editable.
pub const OWN_SOURCE: &str = "daybook";

/// A vaccination record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vaccination {
    /// Whose.
    pub child: RecordId,
    /// In which session; none in a history from elsewhere.
    #[serde(default)]
    pub session: Option<RecordId>,
    /// Against what.
    pub programme: Programme,
    /// On which day.
    pub date: NaiveDate,
    /// At what time; absent in many histories, and never invented.
    #[serde(default)]
    pub time: Option<NaiveTime>,
    /// Where.
    #[serde(default)]
    pub location: Option<Urn>,
    /// How it ended.
    pub outcome: VaccinationOutcome,
    /// Which product.
    #[serde(default)]
    pub vaccine: Option<RecordId>,
    /// As printed on the box.
    #[serde(default)]
    pub batch_number: Option<String>,
    /// The last day that batch might be used.
    #[serde(default)]
    pub batch_expiry: Option<NaiveDate>,
    /// Where on the body.
    #[serde(default)]
    pub site: Option<DeliverySite>,
    /// How it was given.
    #[serde(default)]
    pub method: Option<DeliveryMethod>,
    /// Which dose of the course, from 1.
    #[serde(default)]
    pub dose_sequence: Option<u8>,
    /// False for half a dose.
    #[serde(default)]
    pub full_dose: Option<bool>,
    /// Under which protocol: `pgd`, `psd`, `national` … data, not code.
    #[serde(default)]
    pub protocol: Option<String>,
    /// Who said who the child is: `child`, or a name and relationship.
    #[serde(default)]
    pub identity_confirmed_by: Option<String>,
    /// What was confirmed before.
    #[serde(default)]
    pub pre_screening: Vec<PreScreening>,
    /// Anything to add.
    #[serde(default)]
    pub notes: Option<String>,
    /// Who did it.
    #[serde(default)]
    pub performer: Option<UserId>,
    /// Who did it, by name.
    #[serde(default)]
    pub performer_name: Option<String>,
    /// [`OWN_SOURCE`], or where the record comes from.
    pub source: String,
}

impl Vaccination {
    /// True where it was made here and may be corrected here.
    pub fn is_ours(&self) -> bool {
        self.source == OWN_SOURCE
    }

    /// True where both tell of the same event, whatever their ids.
    pub fn same_event(&self, other: &Vaccination) -> bool {
        (self.child, self.programme, self.date, &self.location, self.performer, self.outcome, self.dose_sequence)
            == (other.child, other.programme, other.date, &other.location, other.performer, other.outcome, other.dose_sequence)
    }

    /// True where both cannot well be true of one child: two doses of one programme on one day, or the same dose twice.
    pub fn may_be_twice(&self, other: &Vaccination) -> bool {
        self.same_event(other)
            || (self.child == other.child
                && self.programme == other.programme
                && self.outcome.is_given()
                && other.outcome.is_given()
                && (self.date == other.date || (self.dose_sequence.is_some() && self.dose_sequence == other.dose_sequence)))
    }

    /// Looks for what is wrong. A history from elsewhere is taken as it is.
    pub fn check(&self, around: &Around<'_>, faults: &mut Faults) {
        faults.unless(self.date <= around.today, "date", FaultCode::InTheFuture);
        if let Some(child) = around.child {
            faults.unless(self.date >= child.date_of_birth, "date", FaultCode::BeforeBirth);
        }
        faults.at_most(self.notes.as_deref(), LONGEST_NOTE, "notes");
        if !self.is_ours() {
            return;
        }
        if let Some(session) = around.session {
            faults.unless(session.dates.contains(&self.date), "date", FaultCode::NotASessionDay);
        }
        if self.outcome.is_given() { self.check_given(faults) } else { self.check_not_given(faults) }
    }

    fn check_given(&self, faults: &mut Faults) {
        faults.need(&self.vaccine, "vaccine");
        if let Some(number) = faults.need(&self.batch_number, "batch_number") {
            faults.unless(batch_number(&number).is_some(), "batch_number", FaultCode::Malformed);
        }
        if let Some(expiry) = faults.need(&self.batch_expiry, "batch_expiry") {
            faults.unless(expiry >= self.date, "batch_expiry", FaultCode::Expired);
        }
        let method = faults.need(&self.method, "method");
        if let (Some(site), Some(method)) = (faults.need(&self.site, "site"), method) {
            faults.unless(site.suits(method), "site", FaultCode::DoesNotFit);
        }
        if let Some(dose) = faults.need(&self.dose_sequence, "dose_sequence") {
            faults.unless((1..=self.programme.most_doses()).contains(&dose), "dose_sequence", FaultCode::OutOfRange);
        }
        faults.need(&self.full_dose, "full_dose");
    }

    fn check_not_given(&self, faults: &mut Faults) {
        let given_fields = [
            (self.vaccine.is_some(), "vaccine"),
            (self.batch_number.is_some(), "batch_number"),
            (self.batch_expiry.is_some(), "batch_expiry"),
            (self.site.is_some(), "site"),
            (self.method.is_some(), "method"),
            (self.dose_sequence.is_some(), "dose_sequence"),
            (self.full_dose.is_some(), "full_dose"),
        ];
        for (present, field) in given_fields {
            faults.unless(!present, field, FaultCode::NotAllowed);
        }
    }
}

/// Which dose comes next for a child with this history of the programme.
pub fn next_dose<'a>(programme: Programme, history: impl Iterator<Item = &'a Vaccination>) -> u8 {
    let given: Vec<&Vaccination> = history.filter(|past| past.programme == programme && past.outcome.is_given()).collect();
    let highest = given.iter().filter_map(|past| past.dose_sequence).max();
    let counted = u8::try_from(given.len()).unwrap_or(u8::MAX);
    match highest {
        None if given.is_empty() => programme.usual_first_dose(),
        known => known.unwrap_or(0).max(counted).saturating_add(1),
    }
    .min(programme.most_doses())
}
