import { expect, it } from 'vitest';
import type { SessionCard } from '../backend/generated/SessionCard';
import { byDay } from './by-day';

const today = '2026-09-14';
const card = (school: string, ...dates: string[]) => ({ school, dates, today: dates.includes(today) }) as SessionCard;
const names = (sessions: SessionCard[]) => sessions.map((each) => each.school);

it('today comes first, then what comes soonest, then what was last', () => {
  const { now, next, past } = byDay(
    [
      card('Long gone', '2026-03-01'),
      card('Next week', '2026-09-21'),
      card('Zeal Park', '2026-09-13', today),
      card('Tomorrow', '2026-09-15'),
      card('Yesterday', '2026-09-13'),
      card('Ash Park', today, '2026-09-15'),
      card('Between two days', '2026-09-10', '2026-09-18'),
    ],
    today,
  );
  expect(names(now)).toEqual(['Ash Park', 'Zeal Park']);
  expect(names(next)).toEqual(['Tomorrow', 'Between two days', 'Next week']);
  expect(names(past)).toEqual(['Yesterday', 'Long gone']);
});
