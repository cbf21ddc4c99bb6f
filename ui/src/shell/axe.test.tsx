/**
 * axe-core on every route of the table. What needs a real layout (contrast, target sizes, reflow) is looked at in the real
 * webview by the journeys; here it is structure, names and roles.
 */
import { screen, waitFor } from '@testing-library/react';
import type { RouteObject } from 'react-router';
import { describe, expect, it } from 'vitest';
import { memoryBackend, type StateName } from '../backend/memory';
import { routes } from '../routes';
import { openApp, press } from '../shared/test-app';
import { faults } from '../shared/test-axe';
import { speak } from '../translation/language';

const settled = () =>
  waitFor(() => expect([document.querySelector('h1'), document.title]).toEqual([expect.anything(), expect.stringMatching(/./)]), {
    timeout: 5000,
  });

function pathsOf(table: RouteObject[]): string[] {
  return table.flatMap((route) => [...(route.path ? [route.path] : []), ...pathsOf(route.children ?? [])]);
}

/** An address for a path of the table: a session, a child of it who can be vaccinated, a sync that ended. */
async function addressOf(path: string): Promise<string> {
  const backend = memoryBackend('offline');
  const [session] = await backend.sessions();
  const { children } = await backend.session(session!.id);
  const ready = children.find((row) => row.standings.some((each) => each.standing === 'ready'))!;
  const [sync] = await backend.history();
  const values: Record<string, string> = {
    session: session!.id,
    child: ready.id,
    programme: ready.standings.find((each) => each.standing === 'ready')!.programme,
    sync: sync!.sync,
    kind: 'note',
    record: ready.id,
    household: '20000000-0000-4000-8000-000000000001',
    individual: '30000000-0000-4000-8000-000000000001',
    step: 'check',
    dashboard: '40000000-0000-4000-8000-000000000001',
  };
  return path.replace(/:(\w+)\??/g, (_, name: string) => values[name] ?? 'x').replace('*', 'nowhere');
}

describe('axe finds nothing', () => {
  // A list of children is a large page, and axe is slow without a real layout.
  it.each([...new Set(pathsOf(routes))])('at %s', { timeout: 60_000 }, async (path) => {
    openApp(memoryBackend('offline', { pace: 0 }), await addressOf(path));
    await settled();
    expect(await faults()).toEqual([]);
  });

  it.each<StateName>([
    'sign_in',
    'sign_in_organisation',
    'choose_code',
    'choose_code_released',
    'who',
    'unlock',
    'unlock_expired',
    'unlock_keychain',
    'unlock_wait',
    'damaged',
    'wiped',
    'wipe_waits',
    'blocked',
    'first_download',
    'snoozed',
    'clock_wrong',
    'space_low',
    'demo',
  ])('in the state %s', async (state) => {
    openApp(memoryBackend(state), '/help');
    await settled();
    expect(await faults()).toEqual([]);
  });

  it.each<[string, StateName, string[]]>([
    ['code-check', 'choose_code', ['go-on']],
    ['code-own', 'choose_code', ['own']],
    ['forgotten-page', 'unlock_online', ['forgotten']],
    ['rescue-saved', 'damaged', ['rescue-link', 'submit']],
    ['browser-sign-in', 'sign_in_organisation', ['organisation']],
  ])('on %s', async (page, state, presses) => {
    const { user } = openApp(memoryBackend(state), '/help');
    if (state === 'sign_in_organisation') await user.type(await screen.findByLabelText('Name of this device'), 'A laptop');
    for (const each of presses) await press(user, each);
    await screen.findByTestId(page);
    expect(await faults()).toEqual([]);
  });

  it('at where a worker’s day begins', async () => {
    openApp(memoryBackend('fieldwork'), '/');
    await screen.findByTestId('today');
    expect(await faults()).toEqual([]);
  });

  it.each(['end-second-look', 'end-completed'])('on %s', async (page) => {
    const { user } = openApp(memoryBackend('back_online', { end: page === 'end-completed' ? 'completed' : 'second_look' }), '/help');
    await press(user, 'sync');
    await screen.findByTestId(page);
    for (const row of document.querySelectorAll('details')) row.open = true;
    expect(await faults()).toEqual([]);
  });

  it.each<[string, StateName, string]>([
    ['signing in', 'sign_in', '/'],
    ['the sessions', 'offline', '/'],
    ['the settings', 'offline', '/settings'],
    ['what is unsent', 'offline', '/unsent'],
  ])('in Arabic: %s', async (_, state, address) => {
    await speak('ar');
    openApp(memoryBackend(state, { pace: 0 }), address);
    await settled();
    expect([document.documentElement.dir, await faults()]).toEqual(['rtl', []]);
    await speak('en');
  });
});
