//! Standing: where a child stands with a programme today, from what is recorded. Decides which tag a nurse sees.
//!
//! A decision as a pure function, so that the device, the dashboards and the tests agree on every child.

use crate::code::{ConsentResponse, Programme, TriageStatus, codes};
use crate::kind::{Consent, Triage, Vaccination};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// Where a child stands with a programme.
    Standing {
        /// Had it; nothing to do.
        Vaccinated = "vaccinated",
        /// Was seen today and not given it.
        NotVaccinated = "not_vaccinated",
        /// Consent is there and nothing stands against it.
        Ready = "ready",
        /// A health answer or an earlier nurse asks for a look.
        TriageNeeded = "triage_needed",
        /// A nurse decided against it, or to wait, or to invite to a clinic.
        DoNotVaccinate = "do_not_vaccinate",
        /// Nobody has answered.
        NoResponse = "no_response",
        /// The answer is no.
        ConsentRefused = "consent_refused",
        /// One says yes, another no.
        ConsentConflicts = "consent_conflicts",
    }
}

/// What is recorded of one child for one programme; other programmes are passed over.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// Answers about consent.
    pub consents: &'a [Consent],
    /// Nurses' decisions.
    pub triage: &'a [Triage],
    /// Doses given or not, from anywhere.
    pub vaccinations: &'a [Vaccination],
}

/// Where the child stands on that day.
pub fn standing(programme: Programme, known: Known<'_>, today: NaiveDate) -> Standing {
    let of_programme = || known.vaccinations.iter().filter(|dose| dose.programme == programme);
    if is_complete(programme, of_programme(), today) {
        return Standing::Vaccinated;
    }
    if of_programme().any(|visit| visit.date == today && !visit.outcome.is_given()) {
        return Standing::NotVaccinated;
    }
    let consents: Vec<&Consent> = known
        .consents
        .iter()
        .filter(|consent| consent.programme == programme && consent.withdrawn_at.is_none())
        .filter(|consent| consent.response != ConsentResponse::NotProvided)
        .collect();
    let given = consents.iter().any(|consent| consent.response == ConsentResponse::Given);
    let refused = consents.iter().any(|consent| consent.response == ConsentResponse::Refused);
    match (given, refused) {
        (false, false) => return Standing::NoResponse,
        (true, true) => return Standing::ConsentConflicts,
        (false, true) => return Standing::ConsentRefused,
        (true, false) => {}
    }
    let latest = known.triage.iter().filter(|triage| triage.programme == programme).max_by_key(|triage| triage.at);
    match latest.map(|triage| triage.status) {
        Some(TriageStatus::SafeToVaccinate) => Standing::Ready,
        Some(TriageStatus::KeepInTriage) => Standing::TriageNeeded,
        Some(_) => Standing::DoNotVaccinate,
        None if consents.iter().any(|consent| consent.health_answers.iter().any(|answer| answer.yes)) => Standing::TriageNeeded,
        None => Standing::Ready,
    }
}

/// Flu is given every school year; two doses complete MMR; the school booster of Td/IPV is the fifth; one dose of the
/// others is enough.
fn is_complete<'a>(programme: Programme, visits: impl Iterator<Item = &'a Vaccination>, today: NaiveDate) -> bool {
    let given: Vec<&Vaccination> = visits.filter(|visit| visit.outcome.is_given()).collect();
    let year_began = school_year_start(today);
    match programme {
        Programme::Flu => given.iter().any(|dose| dose.date >= year_began),
        Programme::Mmr => given.len() >= 2 || given.iter().any(|dose| dose.dose_sequence == Some(2)),
        Programme::TdIpv => given.iter().any(|dose| dose.dose_sequence.is_some_and(|number| number >= 5) || dose.date >= year_began),
        Programme::Hpv | Programme::Menacwy => !given.is_empty(),
    }
}

/// The 1 September on or before that day.
pub fn school_year_start(day: NaiveDate) -> NaiveDate {
    let year = day.year() - i32::from(day.month() < 9);
    NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or(day)
}
