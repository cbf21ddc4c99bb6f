/** Days and moments of the invented world; ids that look like ids and are easy to tell apart. */

const pad = (n: number, width = 2) => String(n).padStart(width, '0');

export const dayText = (at: Date) => `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;

export function addDays(day: string, days: number): string {
  const [y, m, d] = day.split('-').map(Number);
  return dayText(new Date(y ?? 2026, (m ?? 1) - 1, (d ?? 1) + days, 12));
}

/** Whole seconds, with this place's offset. */
export function momentText(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return `${dayText(at)}T${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}${zone}`;
}

export function momentOn(day: string, clock: string): string {
  const [y, m, d] = day.split('-').map(Number);
  const [hour, minute] = clock.split(':').map(Number);
  return momentText(new Date(y ?? 2026, (m ?? 1) - 1, d ?? 1, hour ?? 0, minute ?? 0));
}

export function schoolYearStart(day: string): string {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 9 ? 1 : 0);
  return `${year}-09-01`;
}

/** `kind` is one hex digit, so that a child's id is told from a session's at a glance. */
export const recordId = (kind: string, number: number) => `0199${kind.repeat(4)}-0000-7000-8000-${pad(number, 12)}`;
