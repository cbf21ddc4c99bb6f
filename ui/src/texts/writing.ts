/**
 * How a value is written into a sentence. A count gets the marks of its language (`1,240`); in a language that runs from
 * right to left a value stands apart from the sentence, so that `7F3K-Q2` and `+258 84 123` keep their order.
 */
import { numberIn } from '../shared/format';
import { LANGUAGES, languageOf } from './languages';

const APART = '\u2068';
const TOGETHER = '\u2069';

function format(value: unknown, how: string | undefined, tag: string | undefined, options: { interpolationkey?: string } = {}): unknown {
  if (typeof value === 'number' && (how === 'number' || options.interpolationkey === 'count')) return numberIn(tag ?? '', value);
  if (typeof value !== 'string' || value === '') return value;
  return LANGUAGES[languageOf(tag ?? '') ?? 'en'].direction === 'rtl' ? `${APART}${value}${TOGETHER}` : value;
}

/** What i18next asks for every value it writes. */
export const writing = { type: 'formatter' as const, init: () => undefined, add: () => undefined, addCached: () => undefined, format };
