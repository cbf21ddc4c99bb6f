/** SoS contacts: on every page, also when locked, and without leaving a form. */
import { screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { addressNow, openApp, press } from '../shared/test-app';

describe('SoS contacts', () => {
  // jsdom has no modal dialogues.
  beforeAll(() => {
    HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
      this.open = true;
    };
  });

  it.each([
    ['at work', 'nothing_unsent', '/help'],
    ['while locked', 'unlock', '/'],
    ['before anybody has signed in', 'sign_in', '/'],
  ] as const)('are one press away %s', async (_, state, address) => {
    const { user } = openApp(memoryBackend(state), address);
    await press(user, 'contacts');
    const page = within(screen.getByTestId('contacts-page'));
    expect(page.getByRole('link', { name: 'Ring Dr Lúcia Sitoe on 01632 960201' }).getAttribute('href')).toBe('tel:01632960201');
    expect(addressNow()).toBe(address);
  });

  it('offer no button where there is nobody to ring', async () => {
    const backend = memoryBackend('nothing_unsent');
    backend.contacts = () => Promise.resolve([]);
    openApp(backend, '/help');
    await screen.findByTestId('help');
    expect(screen.queryByTestId('contacts')).toBeNull();
  });
});
