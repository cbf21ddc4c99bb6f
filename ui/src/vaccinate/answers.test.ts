/** The order of the pages, what is known beforehand, and the draft that becomes of the answers. */
import { describe, expect, it } from 'vitest';
import type { BatchRow } from '../backend/generated/BatchRow';
import type { VaccinationRow } from '../backend/generated/VaccinationRow';
import type { VaccineRow } from '../backend/generated/VaccineRow';
import { STATEMENTS, begin, draftOf, fromRow, identity, mayOpen, nextStep, stepOf, withVaccine, type Answers } from './answers';

const vaccine = (id: string, method: VaccineRow['method'], gelatine = false): VaccineRow => ({
  id,
  programme: 'flu',
  brand: id,
  method,
  dose_ml: 0.5,
  contains_gelatine: gelatine,
});
const spray = vaccine('spray', 'nasal', true);
const jab = vaccine('jab', 'injection');
const other = vaccine('other', 'injection');
const batch = (of: VaccineRow, number: string, default_today = false): BatchRow => ({
  id: `batch-${number}`,
  vaccine: of,
  number,
  expiry: '2027-03-31',
  default_today,
  unsent: false,
});
const known = (vaccines: VaccineRow[], batches: BatchRow[] = [], protocol: string | null = null) => ({
  vaccines,
  batches,
  nextDose: 2,
  protocol,
});

/** Answers what is asked until nothing is, and says what was asked. */
function walk(answers: Answers): string[] {
  const asked: string[] = [];
  for (let step = nextStep(answers); step !== 'check'; step = nextStep(answers)) {
    asked.push(step);
    if (step === 'identity') answers = { ...answers, confirmedBy: 'child' };
    if (step === 'pre-screening') answers = { ...answers, statements: STATEMENTS };
    if (step === 'vaccine') answers = withVaccine(answers, jab, []);
    if (step === 'site') answers = { ...answers, site: 'left_arm_upper_position' };
    if (step === 'batch') answers = { ...answers, batch: { number: 'AB12', expiry: '2027-03-31' } };
    if (step === 'protocol') answers = { ...answers, protocol: 'pgd' };
  }
  return asked;
}

describe('the order of the pages', () => {
  it('asks everything where nothing is known', () => {
    expect(walk(begin('r', known([jab, other])))).toEqual(['identity', 'pre-screening', 'vaccine', 'site', 'batch', 'protocol']);
  });

  it('skips the vaccine where there is only one', () => {
    expect(walk(begin('r', known([jab])))).toEqual(['identity', 'pre-screening', 'site', 'batch', 'protocol']);
  });

  it('skips vaccine and batch where today has a default', () => {
    expect(walk(begin('r', known([jab, other], [batch(other, 'OT1'), batch(jab, 'JA1', true)])))).toEqual([
      'identity',
      'pre-screening',
      'site',
      'protocol',
    ]);
  });

  it('asks spray or injection even where one of them has a default', () => {
    expect(walk(begin('r', known([spray, jab], [batch(jab, 'JA1', true)])))).toContain('vaccine');
  });

  it('skips the protocol that was kept for the session, and the site of a spray', () => {
    expect(walk(begin('r', known([spray], [batch(spray, 'SP1', true)], 'pgd')))).toEqual(['identity', 'pre-screening']);
  });

  it('does not open a page before the ones in front of it are answered', () => {
    const answers = begin('r', known([jab]));
    expect(mayOpen('identity', answers)).toBe(true);
    expect(mayOpen('pre-screening', answers)).toBe(false);
    expect(mayOpen('check', answers)).toBe(false);
  });
});

describe('what is there beforehand', () => {
  it('ticks no statement and names nobody', () => {
    const answers = begin('r', known([jab], [batch(jab, 'JA1', true)], 'pgd'));
    expect(answers.statements).toEqual([]);
    expect(answers.confirmedBy).toBeNull();
  });

  it('is the next dose, and all of it', () => {
    expect(begin('r', known([jab]))).toMatchObject({ dose: 2, full: true, record: 'r' });
  });

  it('four statements of five are not enough', () => {
    const answers = { ...begin('r', known([jab])), confirmedBy: 'child' as const, statements: STATEMENTS.slice(1) };
    expect(nextStep(answers)).toBe('pre-screening');
  });
});

describe('choosing a vaccine', () => {
  const start = begin('r', known([spray, jab]));

  it('puts a spray in the nose', () => {
    expect(withVaccine(start, spray, [])).toMatchObject({ method: 'nasal_spray', site: 'nose' });
  });

  it('takes the nose away when it becomes an injection, into the muscle unless said otherwise', () => {
    expect(withVaccine(withVaccine(start, spray, []), jab, [])).toMatchObject({ method: 'intramuscular', site: null });
  });

  it('keeps site and method from one injection to another', () => {
    const answers = { ...withVaccine(start, jab, []), method: 'subcutaneous' as const, site: 'left_thigh' as const };
    expect(withVaccine(answers, other, [])).toMatchObject({ method: 'subcutaneous', site: 'left_thigh' });
  });

  it('lets go of a batch of another vaccine, and takes today’s default of this one', () => {
    const answers = withVaccine(start, jab, [batch(jab, 'JA1', true)]);
    expect(answers.batch?.number).toBe('JA1');
    expect(withVaccine(answers, other, [batch(jab, 'JA1', true)]).batch).toBeNull();
  });
});

describe('the record', () => {
  it('is under the id that was there from the start, and carries number and expiry of the batch', () => {
    const answers = {
      ...withVaccine(begin('r', known([jab])), jab, [batch(jab, 'JA1', true)]),
      confirmedBy: 'child' as const,
      notes: '  ',
    };
    expect(draftOf(answers, 'c', 's', 'flu')).toMatchObject({
      record: 'r',
      outcome: 'administered',
      batch_number: 'JA1',
      batch_expiry: '2027-03-31',
      identity_confirmed_by: 'child',
      notes: null,
    });
  });

  it('names who confirmed, and the relationship where it was told', () => {
    const answers = { ...begin('r', known([jab])), confirmedBy: 'someone_else' as const, name: ' Ada Marsh ', relationship: 'teacher' };
    expect(identity(answers)).toBe('Ada Marsh (teacher)');
    expect(identity({ ...answers, relationship: ' ' })).toBe('Ada Marsh');
  });

  it('that is there already is corrected under its own id, without asking again what it can do without', () => {
    const row = {
      id: 'old',
      identity_confirmed_by: 'Ada Marsh (teacher)',
      pre_screening: [],
      vaccine: 'jab',
      site: 'left_thigh',
      method: 'intramuscular',
      dose_sequence: 1,
      full_dose: false,
      batch_number: 'JA1',
      batch_expiry: '2027-03-31',
      protocol: null,
      notes: null,
    } as unknown as VaccinationRow;
    const answers = fromRow(row);
    expect(answers).toMatchObject({ record: 'old', confirmedBy: 'someone_else', name: 'Ada Marsh', relationship: 'teacher', full: false });
    expect(nextStep(answers)).toBe('check');
  });

  it('every field that can be at fault leads to a page', () => {
    expect(stepOf('batch_expiry')).toBe('batch');
    expect(stepOf('full_dose')).toBe('dose');
    expect(stepOf('date')).toBe('check');
  });
});
