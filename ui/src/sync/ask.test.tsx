import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { addressNow, openApp, press } from '../shared/test-app';
import { REST_MS } from '../shell/ask-to-sync';

describe('the page "You’re back online"', () => {
  it('comes when a page opens and something waits', async () => {
    openApp(memoryBackend('back_online'));
    expect(await screen.findByTestId('back-online')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('You’re back online'));
    expect(screen.getByTestId('waiting').textContent).toContain('23 changes about 16 children');
    expect(screen.getByTestId('estimate').textContent).toContain('15 seconds');
  });

  it('does not come when nothing waits', async () => {
    openApp(memoryBackend('nothing_unsent'), '/help');
    await screen.findByTestId('help');
    expect(screen.queryByTestId('back-online')).toBeNull();
  });

  it('does not come while a snooze runs, and comes when it is ended', async () => {
    const { user } = openApp(memoryBackend('snoozed'), '/help');
    await screen.findByTestId('help');
    expect(screen.queryByTestId('back-online')).toBeNull();
    await press(user, 'end-snooze');
    expect(await screen.findByTestId('back-online', {}, { timeout: REST_MS + 1000 })).toBeTruthy();
  });

  it('does not interrupt an open form, and comes when the form is left', async () => {
    const backend = memoryBackend('offline');
    const { user } = openApp(backend, '/sync/sign-in');
    await user.type(await screen.findByLabelText('Password'), 'half');
    vi.useFakeTimers();
    act(() => backend.setConnection('online'));
    await act(() => vi.advanceTimersByTimeAsync(REST_MS * 20));
    expect(screen.queryByTestId('back-online')).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('half');
    vi.useRealTimers();
    await press(user, 'nav-help');
    expect(await screen.findByTestId('back-online')).toBeTruthy();
  });

  it('waits for a rest on a page that is being used', async () => {
    const backend = memoryBackend('offline');
    openApp(backend, '/help');
    await screen.findByTestId('help');
    vi.useFakeTimers();
    act(() => backend.setConnection('online'));
    await act(() => vi.advanceTimersByTimeAsync(REST_MS - 500));
    window.dispatchEvent(new Event('keydown'));
    await act(() => vi.advanceTimersByTimeAsync(REST_MS - 500));
    expect(screen.queryByTestId('back-online')).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(600));
    vi.useRealTimers();
    expect(await screen.findByTestId('back-online')).toBeTruthy();
  });

  it('stays while the link flaps, and says that it dropped', async () => {
    const backend = memoryBackend('back_online');
    openApp(backend, '/help');
    await screen.findByTestId('back-online');
    act(() => backend.setConnection('offline'));
    expect((await screen.findByTestId('dropped')).textContent).toContain('The connection has dropped');
    expect(screen.getByTestId('sync').textContent).toBe('Try anyway');
    act(() => backend.setConnection('online'));
    await waitFor(() => expect(screen.queryByTestId('dropped')).toBeNull());
    expect(screen.getByTestId('back-online')).toBeTruthy();
    expect(screen.getByTestId('sync').textContent).toBe('Sync your changes');
  });

  it('lets one carry on working offline, where one was', async () => {
    const backend = memoryBackend('back_online');
    const { user } = openApp(backend, '/help');
    await screen.findByTestId('back-online');
    act(() => backend.setConnection('offline'));
    await waitFor(() => expect(screen.getByTestId('carry-on').textContent).toBe('Carry on working offline'));
    await press(user, 'carry-on');
    expect(await screen.findByTestId('help')).toBeTruthy();
  });

  it('comes again at the next page when it is left by the Back button', async () => {
    openApp(memoryBackend('back_online'), '/help');
    await screen.findByTestId('back-online');
    act(() => window.history.back());
    await waitFor(() => expect(addressNow()).toBe('/back-online'));
    expect(await screen.findByTestId('back-online')).toBeTruthy();
  });
});

describe('not now', () => {
  it.each([
    ['snooze-minutes-15', { kind: 'minutes', minutes: 15 }],
    ['snooze-minutes-60', { kind: 'minutes', minutes: 60 }],
    ['snooze-later', { kind: 'later' }],
    ['snooze-only-when-asked', { kind: 'only_when_asked' }],
  ])('%s is passed on, and one goes on where one was', async (choice, expected) => {
    const backend = memoryBackend('back_online');
    const snooze = vi.spyOn(backend, 'snooze');
    const { user } = openApp(backend, '/help');
    await press(user, 'not-now');
    await press(user, choice);
    await press(user, 'save-snooze');
    expect(snooze).toHaveBeenCalledWith(expected);
    expect(await screen.findByTestId('help')).toBeTruthy();
    expect(screen.getByTestId('snooze')).toBeTruthy();
  });

  it('asks for a choice when none was made', async () => {
    const { user } = openApp(memoryBackend('back_online'), '/help');
    await press(user, 'not-now');
    await press(user, 'save-snooze');
    expect(await screen.findByText('Choose when we should ask again')).toBeTruthy();
  });
});
