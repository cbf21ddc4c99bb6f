/** Which places stand in the line, as a table. */
import { describe, expect, it } from 'vitest';
import { outOfLine, placesOf, type PlaceName } from './places';

const NURSE = { areas: false, sessions: true };
const WORKER = { areas: true, sessions: false };
const BOTH = { areas: true, sessions: true };

const namesOf = (who: Parameters<typeof placesOf>[0]): PlaceName[] => [...placesOf(who).map((place) => place.name), 'lock'];
const measured = (names: PlaceName[], each = 100) => names.map((name) => ({ name, width: each }));
const ENDLESS = 100_000;

describe('the places', () => {
  it('begin where the person’s day does, and lead to campaigns only those who have areas', () => {
    expect(namesOf(NURSE)).toEqual(['sessions', 'unsent', 'history', 'settings', 'help', 'lock']);
    expect(namesOf(WORKER)).toEqual(['today', 'people', 'forms', 'map', 'dashboards', 'unsent', 'history', 'settings', 'help', 'lock']);
    expect(namesOf(BOTH)[0]).toBe('sessions');
    expect(namesOf({ areas: false, sessions: false })[0]).toBe('sessions');
  });

  it.each<[string, PlaceName[], number, number, string]>([
    ['all, where all fit', namesOf(BOTH), 1000, ENDLESS, ''],
    ['one too many: it and what makes room for More', namesOf(BOTH), 999, ENDLESS, 'history settings'],
    ['half of it', namesOf(BOTH), 500, ENDLESS, 'map dashboards history settings help lock'],
    ['hardly any: what waits stays', namesOf(BOTH), 300, ENDLESS, 'people forms map dashboards history settings help lock'],
    ['a bar for both', namesOf(BOTH), ENDLESS, 4, 'map dashboards history settings help lock'],
    ['a bar for a worker', namesOf(WORKER), ENDLESS, 4, 'map dashboards history settings help lock'],
    ['a bar for a nurse', namesOf(NURSE), ENDLESS, 4, 'history settings'],
    ['five need no More', namesOf(NURSE).slice(0, 5), ENDLESS, 4, ''],
  ])('%s', (_, names, width, most, out) => {
    expect(outOfLine(measured(names), { width, most, more: 100 }).join(' ')).toBe(out);
  });
});
