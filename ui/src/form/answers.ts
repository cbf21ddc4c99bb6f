/**
 * What is filled in, as a screen finds its way in it: a value by field, a list of rows for a group.
 *
 * Nothing is evaluated here: what is seen, wrong or computed is asked of the backend.
 */
import type { FormField } from '../backend/generated/FormField';
import type { FormPlace } from '../backend/generated/FormPlace';

export type Answers = Record<string, unknown>;

/** Where each field stands: itself, and the groups around it, outermost first. */
export type Index = Map<string, { field: FormField; groups: string[] }>;

export function indexOf(fields: FormField[], groups: string[] = [], into: Index = new Map()): Index {
  for (const field of fields) {
    into.set(field.id, { field, groups });
    if (field.kind.type === 'repeat') indexOf(field.kind.fields, [...groups, field.id], into);
  }
  return into;
}

/** One name for a place: `birth`, `birth-0`, `dose-0-2`. An id in the page, and a key in a map. */
export function nameOf(place: FormPlace): string {
  return [place.field, ...place.rows].join('-');
}

export function rowsOf(value: unknown): Answers[] {
  return Array.isArray(value) ? value.map((row: unknown) => (isRow(row) ? row : {})) : [];
}

function isRow(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer at a place; `groups` are those around it. */
export function answerAt(answers: Answers, groups: string[], place: FormPlace): unknown {
  let level: Answers = answers;
  for (const [depth, group] of groups.entries()) level = rowsOf(level[group])[place.rows[depth] ?? -1] ?? {};
  return level[place.field];
}

/** The same answers with another one at that place; nothing there where it is undefined. */
export function withAnswer(answers: Answers, groups: string[], place: FormPlace, value: unknown): Answers {
  const [group, ...inner] = groups;
  if (group === undefined) {
    const others = Object.fromEntries(Object.entries(answers).filter(([field]) => field !== place.field));
    return value === undefined ? others : { ...others, [place.field]: value };
  }
  const [row = 0, ...deeper] = place.rows;
  const rows = rowsOf(answers[group]).map((level, number) =>
    number === row ? withAnswer(level, inner, { field: place.field, rows: deeper }, value) : level,
  );
  return { ...answers, [group]: rows };
}

/** Nothing was answered; blanks are no answer. */
export function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}
