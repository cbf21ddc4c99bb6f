//! A child and one programme: where she stands, and everything that says why.

use super::File;
use crate::view::{ConsentRow, ProgrammePanel, ProgrammeStanding, SendState, TriageRow, VaccinationRow};
use crate::{Result, batch, place};
use daybook_record::RecordId;
use daybook_record::kind::{Consent, Triage, Vaccination, Vaccine, next_dose};
use rusqlite::Connection;
use std::cmp::Reverse;
use std::collections::HashMap;

type States = HashMap<RecordId, SendState>;

/// A panel for each programme in which she stands somewhere.
pub(crate) fn panels(tx: &Connection, standings: &[ProgrammeStanding], file: &File, states: &States) -> Result<Vec<ProgrammePanel>> {
    let catalogue = batch::catalogue(tx)?;
    standings.iter().map(|stands| panel(tx, stands, file, states, &catalogue)).collect()
}

fn panel(
    tx: &Connection,
    stands: &ProgrammeStanding,
    file: &File,
    states: &States,
    catalogue: &HashMap<RecordId, Vaccine>,
) -> Result<ProgrammePanel> {
    let programme = stands.programme;
    let mut consents: Vec<_> = file.consents.iter().filter(|(_, consent)| consent.programme == programme).collect();
    let mut triage: Vec<_> = file.triage.iter().filter(|(_, triage)| triage.programme == programme).collect();
    let mut doses: Vec<_> = file.vaccinations.iter().filter(|(_, dose)| dose.programme == programme).collect();
    consents.sort_by_key(|(_, consent)| Reverse(consent.at));
    triage.sort_by_key(|(_, triage)| Reverse(triage.at));
    doses.sort_by_key(|(_, dose)| Reverse((dose.date, dose.time)));
    Ok(ProgrammePanel {
        programme,
        standing: stands.standing,
        next_dose: next_dose(programme, doses.iter().map(|(_, dose)| dose)),
        most_doses: programme.most_doses(),
        consents: consents.into_iter().map(|(id, consent)| consent_row(*id, consent, states)).collect(),
        triage: triage.into_iter().map(|(id, triage)| triage_row(*id, triage)).collect(),
        vaccinations: doses.into_iter().map(|(id, dose)| vaccination_row(tx, *id, dose, states, catalogue)).collect::<Result<_>>()?,
    })
}

fn state(states: &States, id: RecordId) -> SendState {
    states.get(&id).copied().unwrap_or(SendState::Held)
}

fn consent_row(id: RecordId, consent: &Consent, states: &States) -> ConsentRow {
    let consent = consent.clone();
    ConsentRow {
        id,
        response: consent.response,
        route: consent.route,
        given_by: consent.given_by,
        relationship: consent.relationship,
        reason_for_refusal: consent.reason_for_refusal,
        notes: consent.notes,
        at: consent.at,
        withdrawn_at: consent.withdrawn_at,
        notify_parents: consent.notify_parents,
        health_answers: consent.health_answers,
        state: state(states, id),
    }
}

fn triage_row(id: RecordId, triage: &Triage) -> TriageRow {
    let Triage { status, notes, at, recorded_by, .. } = triage.clone();
    TriageRow { id, status, notes, at, recorded_by }
}

fn vaccination_row(
    tx: &Connection,
    id: RecordId,
    dose: &Vaccination,
    states: &States,
    catalogue: &HashMap<RecordId, Vaccine>,
) -> Result<VaccinationRow> {
    let place = dose.location.as_deref().map(|urn| place::name(tx, urn)).transpose()?.flatten();
    let ours = dose.is_ours();
    let dose = dose.clone();
    Ok(VaccinationRow {
        id,
        programme: dose.programme,
        date: dose.date,
        time: dose.time.map(|time| time.format("%H:%M").to_string()),
        place,
        outcome: dose.outcome,
        vaccine: dose.vaccine,
        vaccine_name: dose.vaccine.and_then(|vaccine| catalogue.get(&vaccine)).map(|vaccine| vaccine.brand.clone()),
        batch_number: dose.batch_number,
        batch_expiry: dose.batch_expiry,
        site: dose.site,
        method: dose.method,
        dose_sequence: dose.dose_sequence,
        full_dose: dose.full_dose,
        protocol: dose.protocol,
        identity_confirmed_by: dose.identity_confirmed_by,
        pre_screening: dose.pre_screening,
        notes: dose.notes,
        performer_name: dose.performer_name,
        session: dose.session,
        ours,
        state: state(states, id),
    })
}
