/** Essentials only: offered where the connection is slow or costs money, with what the rest comes to. */
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { addressNow, openApp, press } from '../shared/test-app';
import { ESSENTIAL } from '../units/units';

const switchOf = () => screen.findByRole('switch', { name: 'This connection costs money' });

describe('essentials only', () => {
  it('is not offered on a good connection, until somebody says that it costs money, and then no longer than the connection lasts', async () => {
    const backend = memoryBackend('back_online');
    const { user } = openApp(backend, '/back-online');
    expect((await switchOf()).getAttribute('aria-checked')).toBe('false');
    expect(screen.queryByTestId('essentials-offer')).toBeNull();
    await user.click(await switchOf());
    expect((await screen.findByTestId('essentials-offer')).textContent).toContain('To spare this connection');
    expect((await switchOf()).getAttribute('aria-checked')).toBe('true');
    backend.setConnection('offline');
    await waitFor(() => expect(screen.queryByTestId('spare')).toBeNull());
    backend.setConnection('online');
    expect((await switchOf()).getAttribute('aria-checked')).toBe('false');
  });

  it('says on a slow one about how much the rest is, how long it takes, and where it comes later', async () => {
    openApp(memoryBackend('slow'), '/back-online');
    const offer = await screen.findByTestId('essentials-offer');
    expect(offer.textContent).toContain('This connection is slow.');
    expect(screen.getByTestId('rest').textContent).toBe(
      'The rest is about 11.1 MB: Words in other languages 60 kB, Map 11 MB, Routes (size not known). At this speed it takes about 9 minutes.',
    );
    expect(screen.getByRole('link', { name: 'Fetch the rest later: Parts of a sync' }).getAttribute('href')).toBe('#/sync/parts');
  });

  it('brings the essentials and no more, sends everything, and ends in the account', async () => {
    const backend = memoryBackend('slow');
    const [parts, all] = [vi.spyOn(backend, 'syncUnits'), vi.spyOn(backend, 'restOfSync')];
    const { user } = openApp(backend, '/back-online');
    await press(user, 'sync-essentials');
    await waitFor(() => expect(addressNow()).toMatch(/^\/sync\/done\//));
    expect(parts.mock.calls.map(([units]) => units)).toEqual([ESSENTIAL]);
    expect(all).toHaveBeenCalledTimes(1);
    expect((await backend.status()).unsent.changes).toBe(0);
    expect((await backend.units()).map((row) => row.unit)).toEqual(ESSENTIAL);
  });

  it('is offered beside the button of what is unsent, too', async () => {
    const backend = memoryBackend('slow');
    const parts = vi.spyOn(backend, 'syncUnits');
    backend.status = ((status) => async () => ({ ...(await status()), ask_to_sync: false }))(backend.status.bind(backend));
    const { user } = openApp(backend, '/unsent');
    await press(user, 'sync-essentials');
    await waitFor(() => expect(parts).toHaveBeenCalledTimes(1));
  });

  it('is not offered where nothing else is to come', async () => {
    const backend = memoryBackend('slow');
    backend.restOfSync = () => Promise.resolve({ parts: [], bytes: 0, seconds: null });
    openApp(backend, '/back-online');
    await switchOf();
    await screen.findByTestId('sync');
    expect(screen.queryByTestId('essentials-offer')).toBeNull();
  });

  it('is offered without a size where the service could not be asked', async () => {
    const backend = memoryBackend('slow');
    backend.restOfSync = () => Promise.reject(new Error('no answer'));
    openApp(backend, '/back-online');
    expect(await screen.findByTestId('sync-essentials')).toBeTruthy();
    expect(screen.queryByTestId('rest')).toBeNull();
  });
});
