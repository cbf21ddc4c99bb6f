/**
 * A campaign's own words, laid over the app's: by language, and only where they name the same values. What the app says by itself
 * is kept beside, so that it is there again once the campaign, or the person, is gone.
 */
import i18next from 'i18next';
import type { OwnWord } from '../backend/generated/OwnWord';
import { english } from '../texts';
import { LANGUAGES, languageOf } from '../texts/languages';
import { PLURAL, sameValues } from '../texts/values';

interface Texts {
  [key: string]: string | readonly string[] | Texts;
}

/** By language and namespace, as the app brings them along. */
const own = new Map<string, Texts>();

/** What lies over them now. */
let laid: readonly OwnWord[] = [];

/** From now on these words are said, and those before them no more. */
export function layOver(words: readonly OwnWord[]): void {
  if (JSON.stringify(words) === JSON.stringify(laid)) return;
  laid = words;
  layAnew();
}

/** Again, after a language was fetched. */
export function layAnew(): void {
  const wanted = new Map<string, { tag: string; namespace: string; words: [string, string][] }>();
  for (const place of own.keys()) {
    const [tag = '', namespace = ''] = place.split('/');
    wanted.set(place, { tag, namespace, words: [] });
  }
  for (const { locale, code, text } of laid) {
    const language = languageOf(locale);
    const [namespace = '', ...key] = code.split('.');
    if (!language || !(namespace in english)) continue;
    const { tag } = LANGUAGES[language];
    if (!i18next.hasResourceBundle(tag, namespace)) continue;
    const place = `${tag}/${namespace}`;
    const known = wanted.get(place) ?? { tag, namespace, words: [] };
    known.words.push([key.join('.'), text]);
    wanted.set(place, known);
  }
  for (const [place, { tag, namespace, words }] of wanted) {
    const mine = own.get(place) ?? (i18next.getResourceBundle(tag, namespace) as Texts);
    own.set(place, mine);
    const said = structuredClone(mine);
    for (const [key, text] of words) {
      const original = replaced(namespace, key, text);
      if (original !== undefined) put(said, key.split('.'), typeof original === 'string' ? text : linesOf(text));
    }
    i18next.removeResourceBundle(tag, namespace);
    i18next.addResourceBundle(tag, namespace, said);
    if (words.length === 0) own.delete(place);
  }
}

type Said = string | readonly string[];

/** What the app says there, where the words may stand in its place: with just its values. Of what counts, any plural form may be said. */
function replaced(namespace: string, key: string, text: string): Said | undefined {
  const texts = english[namespace as keyof typeof english] as Texts;
  const base = key.replace(PLURAL, '');
  const original = base !== key && at(texts, `${base}_one`) !== undefined ? at(texts, `${base}_other`) : at(texts, key);
  if (original === undefined) return undefined;
  return sameValues(key, typeof original === 'string' ? original : original.join('\n'), text) ? original : undefined;
}

function at(texts: Texts, key: string): Said | undefined {
  let here: Texts[string] | undefined = texts;
  for (const part of key.split('.')) here = typeof here === 'object' && !Array.isArray(here) ? (here as Texts)[part] : undefined;
  return typeof here === 'string' || Array.isArray(here) ? here : undefined;
}

function put(texts: Texts, path: string[], said: Said): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) texts[first] = said;
  else put((texts[first] ??= {}) as Texts, rest, said);
}

/** A list travels as one text with its lines one below the other: as many as are written. */
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
