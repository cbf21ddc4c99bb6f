/** A batch that is not in the list, as it is filled in, and what is wrong with it as far as the form can know. */
import type { BatchDraft } from '../backend/generated/BatchDraft';
import type { Fault } from '../backend/generated/Fault';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { dayFrom, type DayParts } from '../shared/fields';

export interface BatchAnswers {
  vaccine: RecordId | null;
  number: string;
  expiry: DayParts;
  team: string | null;
}

export function batchFaults(answers: BatchAnswers, today: string): Fault[] {
  const faults: Fault[] = [];
  const number = plainNumber(answers.number);
  const expiry = dayFrom(answers.expiry);
  const blank = Object.values(answers.expiry).every((part: string) => part.trim() === '');
  if (!answers.vaccine) faults.push({ field: 'vaccine', code: 'missing' });
  if (!number) faults.push({ field: 'number', code: 'missing' });
  else if (!/^[A-Za-z0-9]{2,100}$/.test(number)) faults.push({ field: 'number', code: 'malformed' });
  if (blank) faults.push({ field: 'expiry', code: 'missing' });
  else if (!expiry) faults.push({ field: 'expiry', code: 'malformed' });
  else if (expiry < today) faults.push({ field: 'expiry', code: 'expired' });
  if (!answers.team) faults.push({ field: 'team', code: 'missing' });
  return faults;
}

export function batchDraft(record: RecordId, programme: Programme, answers: BatchAnswers): BatchDraft {
  return {
    record,
    team: answers.team ?? '',
    programme,
    vaccine: answers.vaccine ?? '',
    number: plainNumber(answers.number),
    expiry: dayFrom(answers.expiry),
  };
}

/** Boxes are read aloud with spaces in them. */
export function plainNumber(number: string): string {
  return number.replace(/\s+/g, '').toLocaleUpperCase('en-GB');
}
