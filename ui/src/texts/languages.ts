/**
 * The languages Daybook speaks: what each calls itself, and how its dates, numbers and lines are written.
 *
 * `tag` is the language in full, for plural forms and for `lang`; `numbers` is who writes its dates and numbers. Not every
 * webview knows Welsh dates, so those are written as in English, with the months of the Welsh texts.
 */
export const LANGUAGES = {
  en: { name: 'English', tag: 'en-GB', numbers: 'en-GB', direction: 'ltr' },
  cy: { name: 'Cymraeg', tag: 'cy', numbers: 'en-GB', direction: 'ltr' },
  fr: { name: 'Français', tag: 'fr', numbers: 'fr-FR', direction: 'ltr' },
  pt: { name: 'Português', tag: 'pt-PT', numbers: 'pt-PT', direction: 'ltr' },
  sw: { name: 'Kiswahili', tag: 'sw', numbers: 'sw', direction: 'ltr' },
  // Latin digits: the numbers on cards, boxes and receipts are compared figure by figure with those on the screen.
  ar: { name: 'العربية', tag: 'ar', numbers: 'ar-u-ca-gregory-nu-latn', direction: 'rtl' },
} as const;

export type Language = keyof typeof LANGUAGES;

export const ALL_LANGUAGES = Object.keys(LANGUAGES) as Language[];

/** The language of a tag such as `fr-CA`; nothing where we do not speak it. */
export function languageOf(tag: string): Language | undefined {
  const [code = ''] = tag.toLowerCase().split('-');
  return ALL_LANGUAGES.find((each) => each === code);
}

const MONTHS_OF_CY = 'Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'.split(' ');

/** The months by name, where the webview cannot be relied on to know them. */
export const OWN_MONTHS: Partial<Record<Language, readonly string[]>> = { cy: MONTHS_OF_CY };
