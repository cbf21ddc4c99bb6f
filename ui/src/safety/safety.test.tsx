import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { CODE } from '../backend/memory/desk';
import { addressNow, openApp, press } from '../shared/test-app';

describe('data that does not open', () => {
  it('says that nothing was deleted, offers the rescue file first, and starts again beside it', async () => {
    const { user } = openApp(memoryBackend('damaged'));
    await press(user, 'person-nadia.rahman').catch(() => undefined);
    const page = await screen.findByTestId('damaged');
    expect(page.textContent).toContain('Nothing was deleted.');
    await press(user, 'rescue-link');
    expect((await screen.findByLabelText<HTMLInputElement>('Where to save it')).value).toBe('/home/nadia/Documents');
    await press(user, 'submit');
    expect((await screen.findByTestId('rescue-file')).textContent).toMatch(/^\/home\/nadia\/Documents\/daybook-rescue-/);
    await press(user, 'go-on');
    await press(user, 'start-again');
    expect(await screen.findByTestId('sign-in')).toBeTruthy();
  });

  it('a rescue file says how many pictures are in it', async () => {
    const backend = memoryBackend('offline');
    backend.campaign.unsentPictures = () => 3;
    const { user } = openApp(backend, '/rescue');
    await press(user, 'submit');
    expect((await screen.findByTestId('rescue-pictures')).textContent).toBe('Its 3 pictures are in it too.');
  });

  it('a folder that cannot be written to is said at the field', async () => {
    const { user } = openApp(memoryBackend('offline'), '/rescue');
    await user.clear(await screen.findByLabelText('Where to save it'));
    await user.type(screen.getByLabelText('Where to save it'), 'nowhere');
    await press(user, 'submit');
    await user.click(await screen.findByRole('link', { name: 'Nothing could be written to that folder. Choose another' }));
    expect(document.activeElement?.id).toBe('folder');
  });
});

describe('block, lock, wipe', () => {
  it('a blocked device says what was handed in, and locks', async () => {
    const { user } = openApp(memoryBackend('back_online', { end: 'device_blocked' }), '/help');
    await press(user, 'sync');
    expect((await screen.findByTestId('handed-in')).textContent).toMatch(/\d+ of your records were handed in\. \d+ still wait/);
    await press(user, 'lock-now');
    expect((await screen.findByTestId('notice-blocked')).textContent).toContain('What you saved is kept');
  });

  it('a device that its team locks cannot be worked on, wherever one goes', async () => {
    const backend = memoryBackend('nothing_unsent');
    const { user } = openApp(backend, '/help');
    await screen.findByTestId('help');
    act(() => {
      backend.mustLock = 'team';
      backend.setConnection('online');
    });
    expect((await screen.findByTestId('must-lock')).textContent).toContain('Your team has asked this device to lock');
    await press(user, 'lock-now');
    expect(await screen.findByTestId('notice-locked_by_team')).toBeTruthy();
  });

  it('a wipe says what went, that all of it had been handed in, and where the statement is', async () => {
    const { user } = openApp(memoryBackend('wiped'));
    const page = await screen.findByTestId('wiped');
    expect(page.textContent).toContain('all 41 changes that were recorded here had been handed in');
    expect(screen.getByTestId('wiped-what').textContent).toMatch(
      /at \d\d:42 on 14 September 2026, because the team at Larkshire Community Trust asked for it/,
    );
    expect(page.textContent).toContain('You do not need to record anything again');
    expect(screen.getByTestId('reference').textContent).toContain('W-7B2KD4');
    await press(user, 'go-on');
    expect(await screen.findByTestId('unlock')).toBeTruthy();
  });
});

describe('a wipe that waits', () => {
  it('is said quietly on every page: nothing goes before all of it is handed in', async () => {
    openApp(memoryBackend('wipe_waits'), '/help');
    expect((await screen.findByTestId('wipe-waits')).textContent).toContain('Nothing goes before all of it is handed in');
  });
});

describe('nobody touches it', () => {
  it('says so before it locks, and stays when asked', async () => {
    const backend = memoryBackend('offline');
    const { user } = openApp(backend, '/help');
    await screen.findByTestId('help');
    act(() => {
      backend.locksIn = 42;
      backend.setConnection('offline');
    });
    expect((await screen.findByTestId('idle-warning')).textContent).toContain('locks in 42 seconds');
    await press(user, 'stay');
    await waitFor(() => expect(screen.queryByTestId('idle-warning')).toBeNull());
  });

  it('tells the app of touches, but not of every one', async () => {
    const backend = memoryBackend('offline');
    const told = vi.spyOn(backend, 'noteActivity');
    const { user } = openApp(backend, '/help');
    await screen.findByTestId('help');
    await user.keyboard('abcdef');
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('gives a half-filled form back to the same person after unlocking', async () => {
    const backend = memoryBackend('offline');
    const [session] = await backend.sessions();
    const { children } = await backend.session(session!.id);
    const address = `/children/${children[0]!.id}/note`;
    const { user } = openApp(backend, address);
    await user.type(await screen.findByLabelText(/note/i), 'Half a sen');
    act(() => backend.locksByItself());
    expect(await screen.findByTestId('notice-locked_idle')).toBeTruthy();
    await user.type(screen.getByLabelText('Your code for working offline'), CODE);
    await press(user, 'submit');
    expect((await screen.findByLabelText<HTMLTextAreaElement>(/note/i)).value).toBe('Half a sen');
    expect(addressNow()).toBe(address);
  });
});

describe('room on the disk and time of day', () => {
  it.each([
    ['space_low', 'Space on this device runs short', 'There is room to finish the day'],
    ['space_reserve', 'There is almost no space left on this device', 'with room that Daybook had kept back'],
  ] as const)('%s is said in the strip, with what to do', async (state, title, safe) => {
    const { user } = openApp(memoryBackend(state), '/help');
    await press(user, 'space-low');
    const page = await screen.findByTestId('space');
    expect(page.textContent).toContain(title);
    expect(page.textContent).toContain(safe);
  });

  it('the page after a first download says that space runs short', async () => {
    openApp(memoryBackend('first_download', { freeBytes: 180_000_000 }));
    expect((await screen.findByTestId('space-low', undefined, { timeout: 10_000 })).textContent).toContain('180 MB free');
  });

  it('a clock that is wrong by hours is told after the sync, on a page of its own', async () => {
    const { user } = openApp(memoryBackend('back_online', { clockWrongSeconds: 10_800 }), '/help');
    await press(user, 'sync');
    await press(user, 'carry-on');
    const page = await screen.findByTestId('clock');
    expect(page.querySelector('h1')?.textContent).toBe('The clock on this device is wrong by 3 hours');
    await press(user, 'go-on');
    expect(await screen.findByTestId('help')).toBeTruthy();
  });
});

describe('settings', () => {
  it('keep the folder of a second copy, and lead to the rescue file', async () => {
    const backend = memoryBackend('offline');
    const { user } = openApp(backend, '/settings');
    await user.type(await screen.findByLabelText('Folder for the second copy'), '/media/stick');
    await press(user, 'save-second');
    await waitFor(() => expect(screen.getByTestId('second-saved').textContent).toBe('The second copy goes there from now on.'));
    expect((await backend.settings()).second_copy).toBe('/media/stick');
    await press(user, 'rescue-link');
    await press(user, 'submit');
    await press(user, 'go-on');
    expect(await screen.findByTestId('settings')).toBeTruthy();
  });

  it('say what the keychain means, and ask for the code before it is switched on', async () => {
    const backend = memoryBackend('offline');
    const { user } = openApp(backend, '/settings');
    const section = await screen.findByTestId('keychain');
    expect(section.textContent).toContain('Leave it off on a shared computer');
    await press(user, 'keychain-on');
    expect(await screen.findByRole('link', { name: 'Enter your code' })).toBeTruthy();
    const field = () => screen.getByLabelText('Your code for working offline');
    await user.type(field(), 'not the code');
    await press(user, 'keychain-on');
    await waitFor(() => expect(section.textContent).toContain('You have 4 more tries before a wait'));
    await user.type(field(), CODE);
    await press(user, 'keychain-on');
    await waitFor(() => expect(screen.getByTestId('keychain-standing').textContent).toBe('It is on.'));
    await press(user, 'keychain-off');
    await waitFor(() => expect(screen.getByTestId('keychain-standing').textContent).toBe('It is off.'));
  });

  it('say plainly where there is no keychain, and nothing where the team does not allow it', async () => {
    openApp(memoryBackend('no_keychain'), '/settings');
    expect((await screen.findByTestId('keychain-standing')).textContent).toContain('no keychain that Daybook can use');
    expect(screen.queryByTestId('keychain-on')).toBeNull();
    cleanup();
    openApp(memoryBackend('keychain_not_allowed'), '/settings');
    await screen.findByTestId('settings');
    expect(screen.queryByTestId('keychain')).toBeNull();
  });
});
