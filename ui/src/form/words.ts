/** A form's own words, in the language that is read; and the words for what is wrong. */
import { useTranslation } from 'react-i18next';
import type { DrawnForm } from '../backend/generated/DrawnForm';
import type { FormFault } from '../backend/generated/FormFault';
import type { Who } from '../backend/generated/Who';
import { nameOf, useHouseholdName } from '../people/words';
import { useInHand } from '../shared/shelf';
import { useTexts } from '../texts';

/** `pt_MZ`, `pt-MZ` and `pt` are read by the same people. */
function base(language: string): string {
  return language.split(/[-_]/)[0]?.toLowerCase() ?? language;
}

/** Of the languages there are, the one that is wanted, or else the first. */
export function nearest(languages: string[], wanted: string): string {
  return languages.find((each) => each === wanted) ?? languages.find((each) => base(each) === base(wanted)) ?? languages[0] ?? wanted;
}

export interface Reading {
  language: string;
  choose: (language: string) => void;
}

/** The language in which forms are read: the app's, until another one is chosen. */
export function useReading(languages: string[]): Reading {
  const { i18n } = useTranslation();
  const { value, set } = useInHand<string | null>('form/language', () => null);
  return { language: nearest(languages, value ?? i18n.language), choose: set };
}

/** The language to ask for before it is known which ones a form has. */
export function useAppLanguage(): string {
  const { i18n } = useTranslation();
  const { value } = useInHand<string | null>('form/language', () => null);
  return value ?? i18n.language;
}

/** A title as it came with the form, in the app's language or the nearest there is. */
export function useTitle(): (title: Record<string, string>) => string {
  const { i18n } = useTranslation();
  return (title) => title[nearest(Object.keys(title), i18n.language)] ?? '';
}

/** About whom an entry is. */
export function useAbout(): (who: Who) => string {
  const t = useTexts('form');
  const household = useHouseholdName();
  return (who) => {
    switch (who.is) {
      case 'individual':
        return t('entries.about', { name: nameOf(who) });
      case 'household':
        return t('entries.about', { name: household(who) });
      default:
        return t(`entries.about_${who.is}`);
    }
  };
}

export type Say = (key: string | undefined) => string | undefined;

/** The words of a key; where it has none, the key itself. */
export function sayIn(form: DrawnForm, language: string): Say {
  return (key) => (key === undefined ? undefined : (form.texts[language]?.[key] ?? key));
}

/** What is wrong, as the form's makers say it, or else as we do. */
export function useFaultWords(say: Say): (fault: FormFault) => string {
  const t = useTexts('form');
  return (fault) => say(fault.message) ?? t(`fault.${fault.code}`);
}

/** What a language calls itself. */
export function languageName(language: string): string {
  const tag = language.replace('_', '-');
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
    return name ? name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) : language;
  } catch {
    return language;
  }
}
