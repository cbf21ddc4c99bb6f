import { screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { day, nhsNumber, shortestDay, size, time } from '../shared/format';
import { openApp, press } from '../shared/test-app';
import { chooseLanguage, firstLanguage, speak } from './language';

afterEach(async () => {
  localStorage.clear();
  await speak('en');
});

describe('the language of the screens', () => {
  it('is chosen before anybody has signed in, by its own name, and is kept', async () => {
    const { user } = openApp(memoryBackend('sign_in'));
    await press(user, 'language-ar');
    await waitFor(() => expect(document.documentElement).toMatchObject({ lang: 'ar', dir: 'rtl' }));
    expect(screen.getByTestId('language-ar').getAttribute('aria-pressed')).toBe('true');
    expect(firstLanguage()).toBe('ar');
  });

  it('can be chosen where one unlocks and in the settings', async () => {
    const { unmount } = openApp(memoryBackend('unlock'));
    expect((await screen.findByTestId('language-cy')).textContent).toBe('Cymraeg');
    unmount();
    const { user } = openApp(memoryBackend('offline'), '/settings');
    await press(user, 'language-fr');
    await waitFor(() => expect(document.documentElement.lang).toBe('fr'));
  });

  it('is English where the device speaks a language we have not', () => {
    expect(firstLanguage()).toBe('en');
  });

  it('says in English what a language lacks', async () => {
    await speak('sw');
    i18next.addResourceBundle('en-GB', 'probe', { only: 'Only in English' });
    expect(i18next.t('only' as never, { ns: 'probe' as never })).toBe('Only in English');
  });

  it('asked twice, speaks the later', async () => {
    await Promise.all([chooseLanguage('ar'), chooseLanguage('en')]);
    expect([i18next.language, document.documentElement.dir]).toEqual(['en-GB', 'ltr']);
  });

  it('writes days, sizes and times as its speakers do, with Latin digits', async () => {
    const at = new Date(2026, 8, 14, 15, 42).toISOString();
    const written: Record<string, string[]> = {};
    for (const language of ['en', 'cy', 'fr', 'pt', 'ar'] as const) {
      await speak(language);
      written[language] = [day('2026-09-04'), size(2_040_000).replace(/\s/u, ' '), time(at)];
    }
    expect(written).toEqual({
      en: ['4 September 2026', '2.1 MB', '15:42'],
      cy: ['4 Medi 2026', '2.1 MB', '15:42'],
      fr: ['4 septembre 2026', '2,1 Mo', '15:42'],
      pt: ['4 de setembro de 2026', '2,1 MB', '15:42'],
      ar: ['4 سبتمبر 2026', expect.stringMatching(/^2\.1/), '15:42'],
    });
  });

  it('shortens no month that its speakers do not', async () => {
    await speak('ar');
    expect(shortestDay('2026-09-04')).toContain('سبتمبر');
  });

  it('keeps the order of codes and telephone numbers within a line from right to left', async () => {
    await speak('ar');
    const line = i18next.t('phone', { ns: 'help', phone: '+258 84 123' });
    expect(line).toContain('\u2068+258 84 123\u2069');
    expect(nhsNumber('9990000018')).toBe('999 000 0018');
  });
});
