/** What Daybook counts of its own use: pages by a closed list of codes, told in the settings, and nothing where it is switched off. */
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { openApp, press } from '../shared/test-app';
import { usedAt } from '../shared/usage';

describe('what is counted', () => {
  it('is a page by its code, with the time it took, and no address of anybody', async () => {
    const backend = memoryBackend('offline');
    const noted = vi.spyOn(backend, 'noteUsed');
    const { user } = openApp(backend, '/help');
    await press(user, 'nav-unsent');
    await waitFor(() => expect(noted).toHaveBeenCalledWith('open_unsent', expect.any(Number)));
    expect(usedAt('/people/30000000-0000-4000-8000-000000000001')).toBe('open_person');
    expect(usedAt('/map?x=1')).toBe('open_map');
    expect(usedAt('/people/register')).toBeUndefined();
    expect(usedAt('/rescue')).toBeUndefined();
  });

  it('is told in the settings, with what waits', async () => {
    const backend = memoryBackend('offline');
    await backend.noteUsed('open_map');
    await backend.noteUsed('open_map');
    openApp(backend, '/settings');
    expect((await screen.findByTestId('usage-waiting')).textContent).toContain('Map: 2');
  });

  it('is nothing where the organisation has it off, and says so', async () => {
    const backend = memoryBackend('offline');
    backend.counted = false;
    openApp(backend, '/settings');
    expect((await screen.findByTestId('usage')).textContent).toContain('Nothing is counted on this device.');
  });
});
