/**
 * The other languages beside English: nothing missing, nothing left over, the same values in every sentence, every plural
 * form of the language. Each fault is told as `language/file: key`.
 */
import { describe, expect, it } from 'vitest';
import { ALL_LANGUAGES, LANGUAGES, type Language } from './languages';
import { PLURAL, sameValues } from './values';

/** Languages whose words are still being written: what they lack is said in English meanwhile. What they have is checked. */
const UNDER_WAY: readonly Language[] = [];

const files = import.meta.glob<object>('./*/*.json', { eager: true, import: 'default' });

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** The plural forms of the language, also those that only great numbers need. */
function formsOf(language: Language): Set<string> {
  return new Set(new Intl.PluralRules(LANGUAGES[language].tag).resolvedOptions().pluralCategories);
}

function flat(words: object, before = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? flat(value, `${before}${key}.`) : [[before + key, String(value)] as [string, string]],
  );
}

/** The words of one file of one language, by key; nothing where there is no such file. */
function wordsIn(language: Language, file: string): Map<string, string> {
  return new Map(flat(files[`./${language}/${file}`] ?? {}));
}

const englishFiles = Object.keys(files)
  .filter((path) => path.startsWith('./en/'))
  .map((path) => path.replace('./en/', ''));

/** The keys that a language must have for one of English, each with the English sentence it stands for. */
function wanted(english: Map<string, string>, language: Language): Map<string, string> {
  const forms = formsOf(language);
  const keys = new Map<string, string>();
  for (const [key, words] of english) {
    const base = key.replace(PLURAL, '');
    if (!(english.has(`${base}_one`) && english.has(`${base}_other`)) || base === key) keys.set(key, words);
    else
      for (const form of CATEGORIES)
        if (forms.has(form) || key === `${base}_${form}`) keys.set(`${base}_${form}`, english.get(`${base}_other`) ?? words);
  }
  return keys;
}

const others = ALL_LANGUAGES.filter((language) => language !== 'en');

describe.each(others)('the words in %s', (language) => {
  it.skipIf(UNDER_WAY.includes(language))('nothing is missing', () => {
    const missing = englishFiles.flatMap((file) => {
      const words = wordsIn(language, file);
      return [...wanted(wordsIn('en', file), language).keys()]
        .filter((key) => !words.get(key)?.trim())
        .map((key) => `${language}/${file}: ${key}`);
    });
    expect(missing).toEqual([]);
  });

  it('nothing is left over that English does not say', () => {
    const strange = Object.keys(files)
      .filter((path) => path.startsWith(`./${language}/`))
      .map((path) => path.replace(`./${language}/`, ''))
      .flatMap((file) => {
        const keys = wanted(wordsIn('en', file), language);
        return [...wordsIn(language, file).keys()].filter((key) => !keys.has(key)).map((key) => `${language}/${file}: ${key}`);
      });
    expect(strange).toEqual([]);
  });

  it('every sentence has the values of the English one', () => {
    const different = englishFiles.flatMap((file) => {
      const keys = wanted(wordsIn('en', file), language);
      return [...wordsIn(language, file)]
        .filter(([key, words]) => !sameValues(key, keys.get(key) ?? words, words))
        .map(([key, words]) => `${language}/${file}: ${key}: ${words}`);
    });
    expect(different).toEqual([]);
  });

  it('a sentence that counts has every plural form of the language', () => {
    const lacking = englishFiles.flatMap((file) => {
      const words = wordsIn(language, file);
      return [...wanted(wordsIn('en', file), language).keys()]
        .filter((key) => PLURAL.test(key) && words.has(key.replace(PLURAL, '_other')) && !words.has(key))
        .map((key) => `${language}/${file}: ${key}`);
    });
    expect(lacking).toEqual([]);
  });
});
