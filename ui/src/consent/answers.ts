/**
 * An answer about consent as it is taken down: what is answered, which page comes next, the draft.
 *
 * Pure. As with a vaccination, the next page is the first one with something unanswered.
 */
import type { ConsentDraft } from '../backend/generated/ConsentDraft';
import type { ConsentResponse } from '../backend/generated/ConsentResponse';
import type { ConsentRoute } from '../backend/generated/ConsentRoute';
import type { ConsentRow } from '../backend/generated/ConsentRow';
import type { ParentRow } from '../backend/generated/ParentRow';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import type { RefusalReason } from '../backend/generated/RefusalReason';

/** What a nurse takes down herself; an answer that came online is only ever corrected. */
export const ROUTES: ConsentRoute[] = ['phone', 'in_person', 'paper', 'self_consent'];
export const RESPONSES: ConsentResponse[] = ['given', 'refused', 'not_provided'];
export const REASONS: RefusalReason[] = [
  'contains_gelatine',
  'already_vaccinated',
  'will_be_vaccinated_elsewhere',
  'medical_reasons',
  'personal_choice',
  'other',
];

export const STEPS = ['route', 'response', 'who'] as const;
export type Step = (typeof STEPS)[number] | 'check';

export interface ConsentAnswers {
  record: RecordId;
  route: ConsentRoute | null;
  /** A parent whom we know, or somebody else; in both cases name and relationship stand below. */
  who: 'known' | 'someone_else' | null;
  name: string;
  relationship: string;
  notify: boolean | null;
  response: ConsentResponse | null;
  reason: RefusalReason | null;
  notes: string;
  saved: boolean;
  touched: boolean;
}

export function beginConsent(record: RecordId): ConsentAnswers {
  return {
    record,
    route: null,
    who: null,
    name: '',
    relationship: '',
    notify: null,
    response: null,
    reason: null,
    notes: '',
    saved: false,
    touched: false,
  };
}

export function consentFrom(row: ConsentRow, parents: ParentRow[]): ConsentAnswers {
  const known = parents.some((parent) => isSame(parent, row.given_by, row.relationship));
  return {
    record: row.id,
    route: row.route,
    who: known ? 'known' : row.given_by ? 'someone_else' : null,
    name: row.given_by ?? '',
    relationship: row.relationship ?? '',
    notify: row.notify_parents,
    response: row.response,
    reason: row.reason_for_refusal,
    notes: row.notes ?? '',
    saved: true,
    touched: false,
  };
}

export function isSame(parent: ParentRow, name: string | null, relationship: string | null): boolean {
  return parent.name !== null && parent.name === name && (parent.relationship ?? '') === (relationship ?? '');
}

export function isAnswered(step: (typeof STEPS)[number], answers: ConsentAnswers): boolean {
  switch (step) {
    case 'route':
      return answers.route !== null;
    case 'who':
      // Where nobody answered there is nobody to name.
      if (answers.response === 'not_provided') return true;
      if (answers.route === 'self_consent') return answers.notify !== null;
      return answers.who !== null && answers.name.trim() !== '';
    case 'response':
      return answers.response !== null && (answers.response !== 'refused' || answers.reason !== null);
  }
}

export function nextStep(answers: ConsentAnswers): Step {
  return STEPS.find((step) => !isAnswered(step, answers)) ?? 'check';
}

export function mayOpen(step: Step, answers: ConsentAnswers): boolean {
  const order: Step[] = [...STEPS, 'check'];
  return order.indexOf(step) <= order.indexOf(nextStep(answers));
}

/** Who answered; nobody but the child for self-consent, and nobody where there was no answer. */
export function giver(answers: ConsentAnswers): { given_by: string | null; relationship: string | null } {
  if (answers.route === 'self_consent' || answers.response === 'not_provided') return { given_by: null, relationship: null };
  return { given_by: answers.name.trim() || null, relationship: answers.relationship.trim() || null };
}

export function consentDraft(answers: ConsentAnswers, child: RecordId, programme: Programme): ConsentDraft {
  const response = answers.response ?? 'not_provided';
  return {
    record: answers.record,
    child,
    programme,
    response,
    route: answers.route ?? 'phone',
    ...giver(answers),
    reason_for_refusal: response === 'refused' ? answers.reason : null,
    notes: answers.notes.trim() || null,
    notify_parents: answers.route === 'self_consent' && response !== 'not_provided' ? answers.notify : null,
  };
}
