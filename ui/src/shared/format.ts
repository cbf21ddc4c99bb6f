/** How dates, times, names, numbers and sizes are written. A day is text (`2026-09-14`) and never becomes a point in time. */
import type { Moment } from '../backend/generated/Moment';

const LONG_MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `14 September 2026` from `2026-09-14`. */
export function day(date: string): string {
  const [year, month, number] = date.slice(0, 10).split('-');
  return `${Number(number)} ${LONG_MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** `14 September`, where the year goes without saying. */
export function shortDay(date: string): string {
  const [, month, number] = date.slice(0, 10).split('-');
  return `${Number(number)} ${LONG_MONTHS[Number(month) - 1] ?? ''}`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false });

/** `15:42`, in this place's time. */
export function time(moment: Moment): string {
  return CLOCK.format(new Date(moment));
}

/** The day of a moment in this place's time, as `2026-09-14`. */
export function dayOf(moment: Moment): string {
  const at = new Date(moment);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}

/** `15:42` today, `15:42 on 14 September 2026` on another day; `words` joins the two. */
export function moment(at: Moment, today: string, words: (parts: { time: string; day: string }) => string): string {
  const then = dayOf(at);
  return then === today.slice(0, 10) ? time(at) : words({ time: time(at), day: day(then) });
}

/** Whole years on that day. */
export function age(dateOfBirth: string, today: string): number {
  const before = today.slice(5, 10) < dateOfBirth.slice(5, 10) ? 1 : 0;
  return Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4)) - before;
}

/** `999 000 0018`. */
export function nhsNumber(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}

/** `Amara Okafor`. */
export function fullName(person: { given_name: string; family_name: string }): string {
  return `${person.given_name} ${person.family_name}`;
}

/** `OKAFOR, Amara`: as lists are read. */
export function listName(person: { given_name: string; family_name: string }): string {
  return `${person.family_name.toLocaleUpperCase('en-GB')}, ${person.given_name}`;
}

/** `12 GB`, `2 MB`, `180 kB`: rounded up, never nothing. */
export function size(bytes: number): string {
  if (bytes >= 1_000_000_000) return `${Math.ceil(bytes / 100_000_000) / 10} GB`;
  if (bytes >= 1_000_000) return `${Math.ceil(bytes / 100_000) / 10} MB`;
  return `${Math.max(1, Math.ceil(bytes / 1000))} kB`;
}
