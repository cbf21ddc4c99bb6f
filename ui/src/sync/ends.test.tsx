import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { memoryBackend, type PlannedEnd } from '../backend/memory';
import { PASSWORD } from '../backend/memory/desk';
import { addressNow, openApp, press } from '../shared/test-app';

/** All but the one that leaves nothing to do but to lock (`safety/safety.test.tsx`). */
const EARLY: Exclude<PlannedEnd, 'completed' | 'second_look' | 'device_blocked'>[] = [
  'stopped',
  'interrupted',
  'link_lost',
  'service_failing',
  'not_our_service',
  'sign_in_again',
  'app_too_old',
  'out_of_space',
  'counts_differ',
];

async function syncTo(end: PlannedEnd, more = {}) {
  const backend = memoryBackend('back_online', { end, ...more });
  const app = openApp(backend, '/help');
  await press(app.user, 'sync');
  return { backend, ...app };
}

describe('the end of a sync', () => {
  it.each(EARLY)('%s has its own page, says that the data is safe, and has a way out', async (end) => {
    const { user, backend } = await syncTo(end);
    const page = await screen.findByTestId(`end-${end}`);
    expect(page.textContent).toContain('Everything you recorded is safe on this device.');
    expect(page.textContent).toContain('You do not need to record anything again.');
    expect(page.textContent).toContain('S3-92KD');
    expect(within(page).getByTestId('try-again')).toBeTruthy();
    act(() => backend.setConnection('offline'));
    await press(user, 'carry-on');
    expect(await screen.findByTestId('help')).toBeTruthy();
  });

  it('tells what arrived and what waits when the link was lost half-way', async () => {
    await syncTo('link_lost');
    expect((await screen.findByTestId('arrived')).textContent).toBe(
      '11 changes were received by the service. 12 changes wait on this device.',
    );
  });

  it('says whom to contact and what to read to them after too many failures', async () => {
    await syncTo('service_failing', { failures: 2 });
    await screen.findByTestId('end-service_failing');
    const contact = await screen.findByTestId('contact');
    expect(contact.textContent).toContain('01632 960 118');
    expect(within(contact).getByTestId('reference').textContent).toContain('S3-92KD');
  });

  it('does not send anybody to the telephone at the first failure', async () => {
    await syncTo('service_failing');
    await screen.findByTestId('end-service_failing');
    expect(screen.queryByTestId('contact')).toBeNull();
  });

  it('goes straight on after signing in again', async () => {
    const { user } = await syncTo('sign_in_again');
    await press(user, 'try-again');
    await user.type(await screen.findByLabelText('Password'), PASSWORD);
    await press(user, 'submit');
    expect(await screen.findByTestId('end-completed')).toBeTruthy();
  });

  it('goes straight on after signing in through one’s organisation, and not after cancelling', async () => {
    const { user, backend } = await syncTo('sign_in_again', { organisation: true });
    await press(user, 'try-again');
    await press(user, 'organisation');
    await screen.findByTestId('browser-words');
    await press(user, 'cancel');
    await screen.findByTestId('sign-in-again');
    await press(user, 'organisation');
    await screen.findByTestId('browser-words');
    act(() => backend.browserEnds('another_person'));
    await screen.findByTestId('browser-failed');
    await press(user, 'organisation');
    await screen.findByTestId('browser-words');
    act(() => backend.browserEnds(null));
    expect(await screen.findByTestId('end-completed')).toBeTruthy();
  });

  it('leads from a school to a child to her receipt', async () => {
    const { user } = await syncTo('completed');
    const [row] = within(await screen.findByTestId('end-completed')).getAllByTestId('school-row');
    expect(row?.textContent).toContain('8 children');
    const child = within(row!).getAllByTestId('child-row')[0]!;
    await user.click(within(child).getAllByText(/\w/)[0]!);
    expect(within(child).getAllByTestId('receipt')[0]?.textContent).toMatch(
      /Received by the service at \d\d:\d\d, receipt [0-9A-Z]{4}-[0-9A-Z]{2}/,
    );
    expect(screen.getByTestId('batches').textContent).toContain('Batch GA7731 added');
  });

  it('opens every row before printing, and closes them after it', async () => {
    const { user, backend } = await syncTo('completed');
    let open = 0;
    vi.spyOn(backend, 'print').mockImplementation(() => {
      open = document.querySelectorAll('details.db-row[open]').length;
      return Promise.resolve();
    });
    await press(user, 'print');
    expect(open).toBe(document.querySelectorAll('details.db-row').length);
    act(() => void window.dispatchEvent(new Event('afterprint')));
    expect(document.querySelectorAll('details.db-row[open]').length).toBe(0);
  });

  it('says which changes need a second look, why, and that nothing needs doing', async () => {
    await syncTo('second_look');
    const page = await screen.findByTestId('end-second-look');
    expect(page.textContent).toContain('2 changes need a second look');
    expect(page.textContent).toContain('You do not need to do anything.');
    expect(within(page).getAllByTestId('with-support')).toHaveLength(2);
    expect(page.textContent).toMatch(/Reference R-\d+/);
    expect(page.textContent).toContain('21 other changes were received.');
  });

  it('says that everything is up to date when nothing was to be sent', async () => {
    openApp(memoryBackend('nothing_unsent'), '/sync/run');
    expect((await screen.findByTestId('end-completed')).textContent).toContain('Everything is up to date');
  });

  it('is kept in the history', async () => {
    const { user, backend } = await syncTo('link_lost');
    await screen.findByTestId('end-link_lost');
    act(() => backend.setConnection('offline'));
    await press(user, 'nav-history');
    const [newest] = await screen.findAllByTestId('history-line');
    expect(newest?.textContent).toContain('Connection lost');
    await user.click(within(newest!).getByRole('link'));
    expect(await screen.findByTestId('end-link_lost')).toBeTruthy();
    expect(addressNow()).toMatch(/^\/history\//);
  });
});

describe('the page that shows a sync going', () => {
  it('shows for the least display time although the work took none', async () => {
    const least = 700;
    const began = performance.now();
    await syncTo('completed', { minimumDisplayMs: least });
    expect(screen.getByTestId('syncing')).toBeTruthy();
    await screen.findByTestId('end-completed', {}, { timeout: 3000 });
    expect(performance.now() - began).toBeGreaterThanOrEqual(least);
  });

  it('keeps nobody waiting when the work took longer than that', async () => {
    const began = performance.now();
    await syncTo('completed', { minimumDisplayMs: 1, pace: 5 });
    await screen.findByTestId('end-completed');
    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('can be stopped, and tells the truth about what arrived', async () => {
    const { user } = await syncTo('completed', { pace: 30 });
    await press(user, 'stop');
    expect((await screen.findByTestId('end-stopped')).textContent).toContain('You stopped the sync');
  });

  it('never shows less than it showed before', async () => {
    await syncTo('completed', { pace: 8 });
    const seen: number[] = [];
    await waitFor(
      () => {
        const bar = screen.queryByTestId<HTMLProgressElement>('progress');
        if (bar) seen.push(bar.value);
        expect(screen.getByTestId('end-completed')).toBeTruthy();
      },
      { interval: 5, timeout: 3000 },
    );
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});
