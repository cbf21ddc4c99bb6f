/** What was typed, as what is meant: a number, or that it is none. */

/** A whole number; undefined where it is no such thing. */
export function countFrom(typed: string): number | undefined {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : undefined;
}

/** Degrees or metres; null where nothing was typed, undefined where it is no number. */
export function degreesFrom(typed: string): number | null | undefined {
  const plain = typed.trim().replace(',', '.');
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

export function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}
