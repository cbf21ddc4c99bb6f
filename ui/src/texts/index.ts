/**
 * Every word on a screen, by namespace. The keys are typed from the English files, so a missing key does not compile.
 *
 * A new namespace is two lines here and a file in `en/`. Another language is another folder with the same files and keys;
 * its words are fetched when somebody chooses it (`translation/language.ts`), and what it lacks is said in English.
 */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import attendance from './en/attendance.json';
import batches from './en/batches.json';
import child from './en/child.json';
import code from './en/code.json';
import codes from './en/codes.json';
import common from './en/common.json';
import consent from './en/consent.json';
import contacts from './en/contacts.json';
import dashboards from './en/dashboards.json';
import entry from './en/entry.json';
import firstDownload from './en/first-download.json';
import forgotten from './en/forgotten.json';
import form from './en/form.json';
import forms from './en/forms.json';
import help from './en/help.json';
import history from './en/history.json';
import map from './en/map.json';
import note from './en/note.json';
import notGiven from './en/not-given.json';
import people from './en/people.json';
import refusals from './en/refusals.json';
import rescue from './en/rescue.json';
import safety from './en/safety.json';
import session from './en/session.json';
import sessions from './en/sessions.json';
import settings from './en/settings.json';
import shell from './en/shell.json';
import signIn from './en/sign-in.json';
import start from './en/start.json';
import sync from './en/sync.json';
import units from './en/units.json';
import unlock from './en/unlock.json';
import unsent from './en/unsent.json';
import vaccinate from './en/vaccinate.json';
import { LANGUAGES } from './languages';
import { writing } from './writing';

export const english = {
  attendance,
  batches,
  child,
  code,
  codes,
  common,
  consent,
  contacts,
  dashboards,
  entry,
  firstDownload,
  forgotten,
  form,
  forms,
  help,
  history,
  map,
  note,
  notGiven,
  people,
  refusals,
  rescue,
  safety,
  session,
  sessions,
  settings,
  shell,
  signIn,
  start,
  sync,
  units,
  unlock,
  unsent,
  vaccinate,
} as const;

export type Namespace = keyof typeof english;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof english;
  }
}

const { tag } = LANGUAGES.en;

void i18next
  .use(writing)
  .use(initReactI18next)
  .init({
    lng: tag,
    fallbackLng: tag,
    load: 'currentOnly',
    defaultNS: 'common',
    resources: { [tag]: english },
    interpolation: { escapeValue: false, alwaysFormat: true },
    // A campaign's own words are said as soon as they are here.
    react: { bindI18nStore: 'added' },
    returnNull: false,
    initAsync: false,
  });

/** The words of one namespace. */
export function useTexts<N extends Namespace>(namespace: N) {
  return useTranslation(namespace).t;
}
