/** Why a vaccine was not given: what is answered, and the draft that becomes of it. A record not given has a reason and none of a dose's fields. */
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import type { VaccinationDraft } from '../backend/generated/VaccinationDraft';
import type { VaccinationOutcome } from '../backend/generated/VaccinationOutcome';
import type { VaccinationRow } from '../backend/generated/VaccinationRow';

type NotGiven = Exclude<VaccinationOutcome, 'administered'>;

export const OUTCOMES: NotGiven[] = ['refused', 'unwell', 'contraindicated', 'already_had'];

export interface NotGivenAnswers {
  record: RecordId;
  outcome: NotGiven | null;
  notes: string;
  saved: boolean;
  touched: boolean;
}

export function beginNotGiven(record: RecordId): NotGivenAnswers {
  return { record, outcome: null, notes: '', saved: false, touched: false };
}

export function notGivenFrom(row: VaccinationRow): NotGivenAnswers {
  const outcome = row.outcome === 'administered' ? null : row.outcome;
  return { record: row.id, outcome, notes: row.notes ?? '', saved: true, touched: false };
}

export function notGivenDraft(answers: NotGivenAnswers, child: RecordId, session: RecordId, programme: Programme): VaccinationDraft {
  return {
    record: answers.record,
    child,
    session,
    programme,
    outcome: answers.outcome ?? 'refused',
    vaccine: null,
    batch_number: null,
    batch_expiry: null,
    site: null,
    method: null,
    dose_sequence: null,
    full_dose: null,
    protocol: null,
    identity_confirmed_by: null,
    pre_screening: [],
    notes: answers.notes.trim() || null,
  };
}
