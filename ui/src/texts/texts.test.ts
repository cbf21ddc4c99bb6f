/** The words themselves: none empty, none without a use, each file known. That none is missing is the compiler's to say. */
import { describe, expect, it } from 'vitest';
import { english, type Namespace } from '.';

const files = import.meta.glob('./en/*.json', { eager: true, import: 'default' });
const sources = import.meta.glob(['../**/*.{ts,tsx}', '!../**/*.test.*', '!../backend/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const source = Object.values(sources).join('\n');

function flat(texts: object, before = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    Array.isArray(value)
      ? value.map((line: string): [string, string] => [before + key, line])
      : typeof value === 'object' && value !== null
        ? flat(value, `${before}${key}.`)
        : [[before + key, String(value)] as [string, string]],
  );
}

/** What is asked for in the source: whole keys, and patterns where part of the key is a code. */
const SEGMENT = '(?:[a-z_0-9]|\\$\\{[^}]+\\})+';
const asked = [...source.matchAll(new RegExp(`['"\`](${SEGMENT}(?:\\.${SEGMENT})*)['"\`]`, 'g'))].map(([, key]) => key ?? '');
const whole = new Set(asked.filter((key) => !key.includes('$')));
const patterns = asked
  .filter((key) => key.includes('$'))
  .map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[a-z_0-9]+')}$`));
const isUsed = (key: string) => whole.has(key) || patterns.some((pattern) => pattern.test(key));

describe('texts', () => {
  it('every file is a namespace', () => {
    expect(Object.keys(files).length).toBe(Object.keys(english).length);
  });

  it.each(Object.keys(english) as Namespace[])('%s has no empty words', (namespace) => {
    expect(flat(english[namespace]).filter(([, words]) => words.trim() === '')).toEqual([]);
  });

  it.each(Object.keys(english) as Namespace[])('%s has no words that nothing says', (namespace) => {
    const unused = flat(english[namespace])
      .map(([key]) => key.replace(/_(zero|one|other)$/, ''))
      .filter((key) => !key.startsWith('fault.') && !isUsed(key));
    expect([...new Set(unused)]).toEqual([]);
  });
});
