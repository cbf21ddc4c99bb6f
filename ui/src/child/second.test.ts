import { describe, expect, it } from 'vitest';
import type { Programme } from '../backend/generated/Programme';
import type { Standing } from '../backend/generated/Standing';
import { secondOutstanding } from './second';

const of = (programme: Programme, standing: Standing, givenToday = false) => ({ programme, standing, givenToday });

describe('the second vaccine', () => {
  it('is outstanding when the first was given today and it is ready', () => {
    expect(secondOutstanding([of('menacwy', 'vaccinated', true), of('td_ipv', 'ready')])).toEqual({
      given: 'menacwy',
      outstanding: 'td_ipv',
    });
    expect(secondOutstanding([of('menacwy', 'triage_needed'), of('td_ipv', 'vaccinated', true)])?.outstanding).toBe('menacwy');
  });

  it.each<[string, Standing, boolean]>([
    ['both are given', 'vaccinated', true],
    ['it was recorded as not given', 'not_vaccinated', false],
    ['nobody consented to it', 'no_response', false],
    ['a nurse decided against it', 'do_not_vaccinate', false],
  ])('is not outstanding when %s', (_, standing, givenToday) => {
    expect(secondOutstanding([of('menacwy', 'vaccinated', true), of('td_ipv', standing, givenToday)])).toBeUndefined();
  });

  it('is not outstanding when the first was given on another day, or is another vaccine', () => {
    expect(secondOutstanding([of('menacwy', 'vaccinated'), of('td_ipv', 'ready')])).toBeUndefined();
    expect(secondOutstanding([of('hpv', 'vaccinated', true), of('td_ipv', 'ready')])).toBeUndefined();
  });
});
