/** The way around: what finds no room opens with "More", and nothing of it needs a mouse or eyes. */
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { memoryBackend } from '../backend/memory';
import { addressNow, openApp, press } from '../shared/test-app';
import { faults } from '../shared/test-axe';

/** jsdom has neither a layout nor modal dialogues: a narrow bar says in its style how many it holds. */
const narrow = document.createElement('style');
narrow.textContent = '.db-nav__list { --db-nav-most: 4 } .db-nav__out { visibility: hidden }';

describe('on a narrow screen', () => {
  beforeAll(() => {
    HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
      this.open = false;
    };
  });
  beforeEach(() => document.head.append(narrow));
  afterEach(() => narrow.remove());

  const line = () => [...document.querySelectorAll('.db-nav__list > li:not(.db-nav__out)')].map((item) => item.getAttribute('data-place'));

  it.each([
    ['both', 'nothing_unsent', 'sessions people forms unsent more'],
    ['areas only', 'fieldwork', 'today people forms unsent more'],
  ] as const)('the bar holds five things for who has %s', async (_, state, places) => {
    openApp(memoryBackend(state), '/help');
    await waitFor(() => expect(line().join(' ')).toBe(places));
  });

  it('for a nurse, too, and what waits is counted there', async () => {
    const backend = memoryBackend('offline');
    const status = backend.status.bind(backend);
    backend.status = async () => {
      const now = await status();
      return { ...now, person: now.person && { ...now.person, areas: [] } };
    };
    openApp(backend, '/help');
    await waitFor(() => expect(line().join(' ')).toBe('sessions unsent help lock more'));
    expect(screen.getByTestId('nav-unsent').textContent).toMatch(/\d+ waiting/);
  });

  it('More opens the rest, says where one is, and closes when one goes there', async () => {
    const { user } = openApp(memoryBackend('nothing_unsent'), '/unsent');
    const more = await screen.findByTestId('nav-more');
    expect(more.getAttribute('aria-haspopup')).toBe('dialog');
    expect(more.className).not.toContain('active');
    await user.click(more);
    const page = screen.getByRole<HTMLDialogElement>('dialog', { name: 'More places' });
    expect(
      within(page)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['Map', 'Dashboards', 'Sync history', 'Settings', 'Help working offline']);
    expect(await faults()).toEqual([]);
    await press(user, 'nav-help');
    await waitFor(() => expect(addressNow()).toBe('/help'));
    expect(page.open).toBe(false);
    expect(more.className).toContain('active');
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
  });

  it('is not left open over a page that came by itself, and closes when one presses beside it', async () => {
    const { user } = openApp(memoryBackend('nothing_unsent'), '/unsent');
    await press(user, 'nav-more');
    const page = screen.getByTestId<HTMLDialogElement>('more-page');
    window.location.hash = '/history';
    await screen.findByTestId('history');
    expect(page.open).toBe(false);
    await press(user, 'nav-more');
    expect(page.open).toBe(true);
    await user.click(page);
    expect(page.open).toBe(false);
  });

  it('locks from there', async () => {
    const { user } = openApp(memoryBackend('nothing_unsent'), '/unsent');
    await press(user, 'nav-more');
    await press(user, 'lock');
    expect(await screen.findByTestId('unlock')).toBeTruthy();
  });
});

describe('on a wide screen', () => {
  afterEach(() => vi.restoreAllMocks());

  it('what has no room is not there to be tabbed to or read, but behind More', async () => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(700);
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ width: 100 } as DOMRect);
    openApp(memoryBackend('nothing_unsent'), '/help');
    await waitFor(() => expect(document.querySelectorAll('.db-nav__list > .db-nav__out').length).toBe(4));
    for (const out of document.querySelectorAll('.db-nav__list > .db-nav__out')) {
      expect(out.getAttribute('aria-hidden')).toBe('true');
      expect(out.querySelector('a, button')).toBeNull();
    }
    const behind = [...screen.getByTestId('more-page').querySelectorAll('[data-testid^="nav-"]')].map((each) =>
      each.getAttribute('data-testid'),
    );
    expect(behind).toEqual(['nav-dashboards', 'nav-history', 'nav-settings', 'nav-help']);
  });

  it('everything stands in the line where there is room', async () => {
    openApp(memoryBackend('nothing_unsent'), '/help');
    await screen.findByTestId('nav-help');
    expect(document.querySelectorAll('.db-nav__list > .db-nav__out').length).toBe(1);
    expect(screen.getByTestId('more-page').querySelectorAll('li').length).toBe(0);
  });
});
