/** A campaign's own words on the screens: said in their language, held to the app's values, and gone with the person. */
import { act, screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { openApp, press } from '../shared/test-app';
import { speak } from './language';

const FORMS = { locale: 'en', code: 'shell.nav.short.forms', text: 'Visits' };

describe('a campaign’s own words', () => {
  afterEach(() => speak('en'));

  it('are said from the moment on that they come, and no more when they are gone', async () => {
    const backend = memoryBackend('nothing_unsent');
    openApp(backend, '/help');
    const link = await screen.findByTestId('nav-forms');
    expect(link.textContent).toBe('Forms');
    backend.words = [FORMS];
    act(() => backend.setConnection('online'));
    await waitFor(() => expect(link.textContent).toBe('Visits'));
    backend.words = [];
    act(() => backend.setConnection('online'));
    await waitFor(() => expect(link.textContent).toBe('Forms'));
  });

  it('speak their language only, also one that is chosen later; what they lack the app says by itself', async () => {
    const backend = memoryBackend('nothing_unsent');
    backend.words = [{ ...FORMS, locale: 'pt', text: 'Visitas' }];
    openApp(backend, '/help');
    expect((await screen.findByTestId('nav-forms')).textContent).toBe('Forms');
    await act(() => speak('pt'));
    await waitFor(() => expect(screen.getByTestId('nav-forms').textContent).toBe('Visitas'));
    expect(screen.getByTestId('nav-map').textContent).toBe('Mapa');
    await act(() => speak('fr'));
    await waitFor(() => expect(screen.getByTestId('nav-forms').textContent).toBe('Formulaires'));
  });

  it('are passed over where they name other values, or what the app does not say', async () => {
    const backend = memoryBackend('nothing_unsent');
    backend.words = [
      { locale: 'en', code: 'shell.strip.unsent_other', text: '{{number}} to send' },
      { locale: 'en', code: 'shell.strip.unsent_one', text: 'One to send' },
      { locale: 'en', code: 'shell.nav', text: 'Not a sentence' },
      { locale: 'en', code: 'nowhere.title', text: 'Nothing' },
      { locale: 'xx', code: 'shell.nav.short.forms', text: 'Nothing' },
      FORMS,
    ];
    openApp(backend, '/help');
    await waitFor(() => expect(screen.getByTestId('nav-forms').textContent).toBe('Visits'));
    const t = i18next.getFixedT(null, 'shell');
    expect([t('strip.unsent', { count: 1 }), t('strip.unsent', { count: 2 })]).toEqual(['One to send', '2 unsent changes']);
    expect(screen.getByTestId('nav-help').textContent).toBe('Help');
  });

  it('say a list line by line, as many lines as are written, and give it back', async () => {
    const backend = memoryBackend('nothing_unsent');
    const steps = () => i18next.getFixedT(null, 'sync')('wifi.steps', { returnObjects: true }) as string[];
    await act(() => speak('pt'));
    const before = steps();
    backend.words = [
      { locale: 'pt', code: 'sync.wifi.steps', text: 'Saia da rede.\r\n\n Ligue os dados móveis. ' },
      { locale: 'pt', code: 'sync.clock.steps', text: 'Pergunte a {{name}}.' },
      { locale: 'pt', code: 'sync.wifi.steps.0', text: 'Uma só linha' },
      { ...FORMS, locale: 'pt', text: 'Visitas' },
    ];
    const clock = i18next.getFixedT(null, 'sync')('clock.steps', { returnObjects: true });
    openApp(backend, '/help');
    await waitFor(() => expect(screen.getByTestId('nav-forms').textContent).toBe('Visitas'));
    expect(steps()).toEqual(['Saia da rede.', 'Ligue os dados móveis.']);
    expect(i18next.getFixedT(null, 'sync')('clock.steps', { returnObjects: true })).toEqual(clock);
    backend.words = [];
    act(() => backend.setConnection('online'));
    await waitFor(() => expect(steps()).toEqual(before));
    expect(before.length).toBeGreaterThan(1);
  });

  it('are not said while nobody is in', async () => {
    const backend = memoryBackend('nothing_unsent');
    backend.words = [{ locale: 'en', code: 'unlock.title', text: 'Campaign' }, FORMS];
    const { user } = openApp(backend, '/help');
    await waitFor(() => expect(screen.getByTestId('nav-forms').textContent).toBe('Visits'));
    await press(user, 'lock');
    await screen.findByTestId('unlock');
    await waitFor(() => expect(i18next.t('nav.short.forms', { ns: 'shell' })).toBe('Forms'));
  });
});
