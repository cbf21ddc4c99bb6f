import { describe, expect, it } from 'vitest';
import { age, day, listName, moment, nhsNumber, size } from './format';

describe('how things are written', () => {
  it('a day is written out and never moves with the time zone', () => {
    expect(day('2026-09-04')).toBe('4 September 2026');
  });

  it('a moment of today is a time, of another day also its day', () => {
    const words = ({ time, day }: { time: string; day: string }) => `${time} on ${day}`;
    const at = new Date(2026, 8, 14, 15, 42).toISOString();
    expect(moment(at, '2026-09-14', words)).toBe('15:42');
    expect(moment(at, '2026-09-15', words)).toBe('15:42 on 14 September 2026');
  });

  it('an age counts birthdays', () => {
    expect(age('2014-09-15', '2026-09-14')).toBe(11);
    expect(age('2014-09-14', '2026-09-14')).toBe(12);
  });

  it('an NHS number is read in threes', () => {
    expect(nhsNumber('9990000018')).toBe('999 000 0018');
  });

  it('a list is read by family name', () => {
    expect(listName({ given_name: 'Jakub', family_name: 'Wójcik' })).toBe('WÓJCIK, Jakub');
  });

  it('a size is never nothing', () => {
    expect([0, 1, 180_001, 2_040_000].map(size)).toEqual(['1 kB', '1 kB', '181 kB', '2.1 MB']);
  });
});
