/**
 * How dates, times, names, numbers and sizes are written, in the language that is spoken now. A day is text (`2026-09-14`) and
 * never becomes a point in time.
 */
import i18next from 'i18next';
import type { Moment } from '../backend/generated/Moment';
import { LANGUAGES, OWN_MONTHS, languageOf } from '../texts/languages';

/** A formatter is dear to make and cheap to use: one a language and style. */
function madeOnce<T>(make: (numbers: string) => T): (tag?: string) => T {
  const made = new Map<string, T>();
  return (tag = i18next.language) => {
    const { numbers } = LANGUAGES[languageOf(tag) ?? 'en'];
    const known = made.get(numbers) ?? make(numbers);
    made.set(numbers, known);
    return known;
  };
}

const dates = (options: Intl.DateTimeFormatOptions) =>
  madeOnce((numbers) => new Intl.DateTimeFormat(numbers, { ...options, timeZone: 'UTC' }));
const DAY = dates({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_DAY = dates({ day: 'numeric', month: 'long' });
const SHORTEST_DAY = dates({ day: 'numeric', month: 'short', year: 'numeric' });
const CLOCK = madeOnce((numbers) => new Intl.DateTimeFormat(numbers, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
const NUMBER = madeOnce((numbers) => new Intl.NumberFormat(numbers));
const SIGNED = madeOnce((numbers) => new Intl.NumberFormat(numbers, { signDisplay: 'exceptZero' }));
const PERCENT = madeOnce((numbers) => new Intl.NumberFormat(numbers, { style: 'percent' }));
const SIZES = (['gigabyte', 'megabyte', 'kilobyte'] as const).map((unit) =>
  madeOnce((numbers) => new Intl.NumberFormat(numbers, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 })),
) as [() => Intl.NumberFormat, () => Intl.NumberFormat, () => Intl.NumberFormat];

function written(date: string, style: Intl.DateTimeFormat): string {
  const [year, month, number] = date.slice(0, 10).split('-').map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, number));
  if (Number.isNaN(at.getTime())) return date;
  const months = OWN_MONTHS[languageOf(i18next.language) ?? 'en'];
  if (!months) return style.format(at);
  return style
    .formatToParts(at)
    .map((part) => (part.type === 'month' ? months[month - 1] : part.value))
    .join('');
}

/** `14 September 2026` from `2026-09-14`. */
export function day(date: string): string {
  return written(date, DAY());
}

/** `14 September`, where the year goes without saying. */
export function shortDay(date: string): string {
  return written(date, SHORT_DAY());
}

/** `14 Sept 2026`, so that a line of a list stays one line. */
export function shortestDay(date: string): string {
  return written(date, SHORTEST_DAY());
}

/** `15:42`, in this place's time. */
export function time(moment: Moment): string {
  return CLOCK().format(new Date(moment));
}

/** `1,240`. */
export function number(value: number): string {
  return NUMBER().format(value);
}

/** `+14`, `−2`: what comes on top. */
export function signed(value: number): string {
  return SIGNED().format(value);
}

/** `71%` of a whole. */
export function percent(share: number): string {
  return PERCENT().format(share);
}

/** The same, in the language of that tag. */
export function numberIn(tag: string, value: number): string {
  return NUMBER(tag).format(value);
}

/** For a word in the middle of a sentence. */
export function lower(word: string): string {
  return word.toLocaleLowerCase(i18next.language);
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
  const [gigabytes, megabytes, kilobytes] = SIZES;
  if (bytes >= 1_000_000_000) return gigabytes().format(Math.ceil(bytes / 100_000_000) / 10);
  if (bytes >= 1_000_000) return megabytes().format(Math.ceil(bytes / 100_000) / 10);
  return kilobytes().format(Math.max(1, Math.ceil(bytes / 1000)));
}
