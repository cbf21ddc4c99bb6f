//! An answer about consent: who gave it, by which way, and what the family said about the child's health.

use super::{Around, LONGEST_NOTE};
use crate::code::{ConsentResponse, ConsentRoute, Programme, RefusalReason};
use crate::fault::{FaultCode, Faults};
use crate::{Moment, RecordId};
use serde::{Deserialize, Serialize};

/// One health question and what was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HealthAnswer {
    /// The question, as it was put.
    pub question: String,
    /// True for yes.
    pub yes: bool,
    /// What was added.
    #[serde(default)]
    pub notes: Option<String>,
}

/// An answer about consent for one programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// Whose.
    pub child: RecordId,
    /// For what.
    pub programme: Programme,
    /// The answer.
    pub response: ConsentResponse,
    /// The way it came.
    pub route: ConsentRoute,
    /// Name of the person who answered; the child's own for self-consent.
    #[serde(default)]
    pub given_by: Option<String>,
    /// Mother, father, carer …
    #[serde(default)]
    pub relationship: Option<String>,
    /// Why it was refused.
    #[serde(default)]
    pub reason_for_refusal: Option<RefusalReason>,
    /// Anything to add.
    #[serde(default)]
    pub notes: Option<String>,
    /// When it was answered.
    pub at: Moment,
    /// When it was taken back.
    #[serde(default)]
    pub withdrawn_at: Option<Moment>,
    /// False where a child who consents for herself asks that parents are not told.
    #[serde(default)]
    pub notify_parents: Option<bool>,
    /// What the family said about the child's health.
    #[serde(default)]
    pub health_answers: Vec<HealthAnswer>,
    /// Who wrote it down, by name, where a nurse did.
    #[serde(default)]
    pub recorded_by: Option<String>,
}

impl Consent {
    /// Looks for what is wrong.
    pub fn check(&self, around: &Around<'_>, faults: &mut Faults) {
        let refused = self.response == ConsentResponse::Refused;
        faults.unless(!refused || self.reason_for_refusal.is_some(), "reason_for_refusal", FaultCode::Missing);
        faults.unless(refused || self.reason_for_refusal.is_none(), "reason_for_refusal", FaultCode::NotAllowed);
        let somebody_answered = self.response != ConsentResponse::NotProvided && self.route != ConsentRoute::SelfConsent;
        faults.unless(!somebody_answered || self.given_by.is_some(), "given_by", FaultCode::Missing);
        faults.at_most(self.notes.as_deref(), LONGEST_NOTE, "notes");
        faults.unless(self.at.date() <= around.today, "at", FaultCode::InTheFuture);
    }
}
