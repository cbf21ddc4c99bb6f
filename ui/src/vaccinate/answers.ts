/**
 * What the nurse has answered so far, which page comes next, and the draft that becomes of it.
 *
 * Pure. One rule makes the order: the next page is the first one with something unanswered. So a page whose answer is known
 * already (one vaccine only, today's default batch, the protocol of this session) is skipped; and changing one answer on the last page
 * comes straight back to it, unless the change undid another answer.
 */
import type { BatchRow } from '../backend/generated/BatchRow';
import type { DeliveryMethod } from '../backend/generated/DeliveryMethod';
import type { DeliverySite } from '../backend/generated/DeliverySite';
import type { PreScreening } from '../backend/generated/PreScreening';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import type { VaccinationDraft } from '../backend/generated/VaccinationDraft';
import type { VaccinationRow } from '../backend/generated/VaccinationRow';
import type { VaccineRow } from '../backend/generated/VaccineRow';

export const STATEMENTS: PreScreening[] = [
  'not_acutely_unwell',
  'not_already_vaccinated',
  'no_new_allergies',
  'no_new_medication',
  'knows_what_it_is_for',
];

export const ARM_SITES: DeliverySite[] = [
  'left_arm_upper_position',
  'left_arm_lower_position',
  'right_arm_upper_position',
  'right_arm_lower_position',
];
export const OTHER_SITES: DeliverySite[] = ['left_thigh', 'right_thigh', 'left_buttock', 'right_buttock'];
export const INJECTIONS: DeliveryMethod[] = ['intramuscular', 'subcutaneous'];
export const PROTOCOLS = ['pgd', 'psd', 'national'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** The pages before the last, in order. */
export const STEPS = ['identity', 'pre-screening', 'vaccine', 'site', 'dose', 'batch', 'protocol'] as const;
export type Step = (typeof STEPS)[number] | 'check';

export interface Answers {
  /** The id the record will have, from before the first page. */
  record: RecordId;
  confirmedBy: 'child' | 'someone_else' | null;
  name: string;
  relationship: string;
  statements: PreScreening[];
  vaccine: RecordId | null;
  site: DeliverySite | null;
  method: DeliveryMethod | null;
  dose: number | null;
  full: boolean | null;
  batch: { number: string; expiry: string } | null;
  protocol: string | null;
  notes: string;
  /** It is on the disk already; confirming again edits it. */
  saved: boolean;
  /** The person has answered something that is not on the disk. */
  touched: boolean;
}

interface Known {
  vaccines: VaccineRow[];
  batches: BatchRow[];
  nextDose: number;
  /** The protocol chosen for the rest of this session. */
  protocol: string | null;
}

/** Before the first page: nothing is answered but what can be known. */
export function begin(record: RecordId, known: Known): Answers {
  const empty: Answers = {
    record,
    confirmedBy: null,
    name: '',
    relationship: '',
    statements: [],
    vaccine: null,
    site: null,
    method: null,
    dose: known.nextDose,
    full: true,
    batch: null,
    protocol: known.protocol,
    notes: '',
    saved: false,
    touched: false,
  };
  const vaccine = onlyVaccine(known);
  return vaccine ? withVaccine(empty, vaccine, known.batches) : empty;
}

/** The vaccine that goes without saying: the only one, or, where all are given the same way, that of today's default batch. */
function onlyVaccine({ vaccines, batches }: Known): VaccineRow | undefined {
  if (vaccines.length === 1) return vaccines[0];
  if (new Set(vaccines.map((vaccine) => vaccine.method)).size !== 1) return undefined;
  const today = batches.find((batch) => batch.default_today);
  return vaccines.find((vaccine) => vaccine.id === today?.vaccine.id);
}

/** Choosing a vaccine settles what follows from it: a spray goes in the nose and nothing else does, and a batch is of one vaccine. */
export function withVaccine(answers: Answers, vaccine: VaccineRow, batches: BatchRow[]): Answers {
  const nasal = vaccine.method === 'nasal';
  const wasNasal = answers.method === 'nasal_spray';
  const today = batches.find((batch) => batch.default_today && batch.vaccine.id === vaccine.id);
  const kept = vaccine.id === answers.vaccine ? answers.batch : null;
  return {
    ...answers,
    vaccine: vaccine.id,
    method: nasal ? 'nasal_spray' : wasNasal || !answers.method ? 'intramuscular' : answers.method,
    site: nasal ? 'nose' : answers.site === 'nose' ? null : answers.site,
    batch: kept ?? (today ? { number: today.number, expiry: today.expiry } : null),
  };
}

/** The answers of a record that is there already, to correct it. */
export function fromRow(row: VaccinationRow): Answers {
  const who = /^(.*?)(?: \((.*)\))?$/.exec(row.identity_confirmed_by ?? '');
  const byChild = row.identity_confirmed_by === 'child';
  return {
    record: row.id,
    confirmedBy: byChild ? 'child' : row.identity_confirmed_by ? 'someone_else' : null,
    name: byChild ? '' : (who?.[1] ?? ''),
    relationship: byChild ? '' : (who?.[2] ?? ''),
    statements: row.pre_screening,
    vaccine: row.vaccine,
    site: row.site,
    method: row.method,
    dose: row.dose_sequence,
    full: row.full_dose,
    batch: row.batch_number && row.batch_expiry ? { number: row.batch_number, expiry: row.batch_expiry } : null,
    protocol: row.protocol,
    notes: row.notes ?? '',
    saved: true,
    touched: false,
  };
}

/** What the record can do without is not asked again when it is corrected. */
const NOT_ASKED_AGAIN: Step[] = ['identity', 'pre-screening', 'protocol'];

export function isAnswered(step: (typeof STEPS)[number], answers: Answers): boolean {
  if (answers.saved && NOT_ASKED_AGAIN.includes(step)) return true;
  switch (step) {
    case 'identity':
      return answers.confirmedBy === 'child' || (answers.confirmedBy === 'someone_else' && answers.name.trim() !== '');
    case 'pre-screening':
      return STATEMENTS.every((statement) => answers.statements.includes(statement));
    case 'vaccine':
      return answers.vaccine !== null;
    case 'site':
      return answers.site !== null && answers.method !== null && (answers.site === 'nose') === (answers.method === 'nasal_spray');
    case 'dose':
      return answers.dose !== null && answers.full !== null;
    case 'batch':
      return answers.batch !== null;
    case 'protocol':
      return answers.protocol !== null;
  }
}

/** The first page with something unanswered; the last one where all is answered. */
export function nextStep(answers: Answers): Step {
  return STEPS.find((step) => !isAnswered(step, answers)) ?? 'check';
}

/** A page may be opened when everything before it is answered. */
export function mayOpen(step: Step, answers: Answers): boolean {
  const order: Step[] = [...STEPS, 'check'];
  return order.indexOf(step) <= order.indexOf(nextStep(answers));
}

/** The page on which a field of the record is answered. */
export function stepOf(field: string): Step {
  const steps: Record<string, Step> = {
    identity_confirmed_by: 'identity',
    pre_screening: 'pre-screening',
    vaccine: 'vaccine',
    site: 'site',
    method: 'site',
    dose_sequence: 'dose',
    full_dose: 'dose',
    batch_number: 'batch',
    batch_expiry: 'batch',
    protocol: 'protocol',
  };
  return steps[field] ?? 'check';
}

/** `child`, or a name and, where it was told, a relationship. */
export function identity({ confirmedBy, name, relationship }: Answers): string | null {
  if (confirmedBy !== 'someone_else') return confirmedBy;
  return relationship.trim() ? `${name.trim()} (${relationship.trim()})` : name.trim();
}

export function draftOf(answers: Answers, child: RecordId, session: RecordId, programme: Programme): VaccinationDraft {
  return {
    record: answers.record,
    child,
    session,
    programme,
    outcome: 'administered',
    vaccine: answers.vaccine,
    batch_number: answers.batch?.number ?? null,
    batch_expiry: answers.batch?.expiry ?? null,
    site: answers.site,
    method: answers.method,
    dose_sequence: answers.dose,
    full_dose: answers.full,
    protocol: answers.protocol,
    identity_confirmed_by: identity(answers),
    pre_screening: answers.statements,
    notes: answers.notes.trim() || null,
  };
}
