/**
 * Which language the screens speak: kept on this device, so that it is known before anybody has signed in.
 *
 * It is a setting of the device and says nothing about a person, so it lies in the browser's storage. Where nobody has
 * chosen, the device's own language is spoken if we have it, else English.
 */
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, languageOf, type Language } from '../texts/languages';
import { layAnew } from './own-words';

const KEPT = 'daybook.language';

type Words = Record<string, object>;

/** Each language is a chunk of its own, fetched when it is chosen. English is always there. */
const FETCH: Record<Exclude<Language, 'en'>, () => Promise<{ default: Words }>> = {
  cy: () => import('../texts/cy'),
  fr: () => import('../texts/fr'),
  pt: () => import('../texts/pt'),
  sw: () => import('../texts/sw'),
  ar: () => import('../texts/ar'),
};

/** `first-download` is the file, `firstDownload` the namespace. */
export function namespaceOf(file: string): string {
  const name = file.replace(/^.*\//, '').replace(/\.json$/, '');
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

let wanted: Language = 'en';

/** Speaks that language from now on. Asked twice, the later one holds. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  const { tag, direction } = LANGUAGES[language];
  if (language !== 'en' && !i18next.hasResourceBundle(tag, 'common')) {
    const { default: files } = await FETCH[language]();
    for (const [file, words] of Object.entries(files)) i18next.addResourceBundle(tag, namespaceOf(file), words);
    layAnew();
  }
  if (wanted !== language) return;
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
  await i18next.changeLanguage(tag);
}

/** Speaks it and keeps it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

/** What was chosen on this device, else what the device speaks. */
export function firstLanguage(): Language {
  const chosen = languageOf(localStorage.getItem(KEPT) ?? '');
  return chosen ?? navigator.languages.map(languageOf).find((each) => each !== undefined) ?? 'en';
}

/** The language spoken now. */
export function useLanguage(): Language {
  return languageOf(useTranslation('common').i18n.language) ?? 'en';
}
