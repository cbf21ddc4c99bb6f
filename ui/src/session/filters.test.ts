/** The filters of the list: which children pass, and what each choice would show. */
import { describe, expect, it } from 'vitest';
import type { ChildRow } from '../backend/generated/ChildRow';
import { NO_FILTERS, counts, isFiltered, shown, yearGroups, type Filters } from './filters';

function child(id: string, more: Partial<ChildRow>): ChildRow {
  return {
    id,
    given_name: id,
    family_name: 'Marsh',
    preferred_name: null,
    date_of_birth: '2013-01-01',
    nhs_number: null,
    year_group: 9,
    registration_group: null,
    school: '130101',
    standings: [],
    registration: 'unknown',
    unsent: false,
    with_support: false,
    ...more,
  };
}

const children = [
  child('ann', { year_group: 8, standings: [{ programme: 'hpv', standing: 'ready' }], registration: 'attending' }),
  child('bob', {
    standings: [
      { programme: 'hpv', standing: 'vaccinated' },
      { programme: 'menacwy', standing: 'ready' },
    ],
  }),
  child('cat', { standings: [{ programme: 'menacwy', standing: 'no_response' }], registration: 'attending' }),
];

describe('which children are shown', () => {
  it.each<[string, Partial<Filters>, string[]]>([
    ['everyone, without a filter', {}, ['ann', 'bob', 'cat']],
    ['ready with any programme', { standing: 'ready' }, ['ann', 'bob']],
    ['ready with that programme', { standing: 'ready', programme: 'menacwy' }, ['bob']],
    ['who has that programme at all', { programme: 'hpv' }, ['ann', 'bob']],
    ['of that year group', { yearGroup: 8 }, ['ann']],
    ['registered so', { registration: 'attending' }, ['ann', 'cat']],
    ['all at once', { registration: 'attending', standing: 'ready', programme: 'hpv', yearGroup: 8 }, ['ann']],
    ['nobody', { yearGroup: 11 }, []],
  ])('%s', (_, filters, names) => {
    expect(shown(children, null, { ...NO_FILTERS, ...filters }).map((each) => each.id)).toEqual(names);
  });

  it('those found come best first, and one who is found elsewhere does not appear', () => {
    expect(shown(children, ['cat', 'stranger', 'ann'], NO_FILTERS).map((each) => each.id)).toEqual(['cat', 'ann']);
  });
});

describe('what a choice would show', () => {
  it('counts each choice with the other filters as they are', () => {
    const tally = counts(children, null, { ...NO_FILTERS, registration: 'attending' });
    expect(tally.standings.get('ready')).toBe(1);
    expect(tally.yearGroups.get(9)).toBe(1);
    expect(tally.registrations.get('unknown')).toBe(1);
  });

  it('is what is shown when it is chosen', () => {
    const filters: Filters = { ...NO_FILTERS, programme: 'menacwy' };
    for (const [standing, count] of counts(children, null, filters).standings) {
      expect(shown(children, null, { ...filters, standing })).toHaveLength(count);
    }
  });

  it('counts among those found only', () => {
    expect(counts(children, ['bob'], NO_FILTERS).yearGroups).toEqual(new Map([[9, 1]]));
  });
});

it('year groups are the ones there are, youngest first', () => {
  expect(yearGroups([child('z', { year_group: null }), ...children])).toEqual([8, 9]);
});

it('a year group of 0 is a filter too', () => {
  expect(isFiltered({ ...NO_FILTERS, yearGroup: 0 })).toBe(true);
  expect(isFiltered(NO_FILTERS)).toBe(false);
});
