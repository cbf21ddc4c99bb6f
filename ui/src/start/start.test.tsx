/** Where a day begins, by what the person has. */
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { addressNow, openApp } from '../shared/test-app';

describe('the start page', () => {
  it('is the sessions for who has any, also beside areas', async () => {
    openApp(memoryBackend('nothing_unsent'), '/');
    expect(await screen.findByTestId('sessions')).toBeTruthy();
    expect(screen.getByTestId('nav-sessions')).toBeTruthy();
  });

  it('is a worker’s own day: what waits, the way, whom she registers, what she fills in', async () => {
    const backend = memoryBackend('fieldwork');
    openApp(backend, '/');
    const page = within(await screen.findByTestId('today'));
    const { unsent } = await backend.status();
    expect(page.getByTestId('today-unsent').textContent).toBe(`${unsent.changes} changes wait to be sent`);
    expect(within(page.getByTestId('today-people')).getByText(/households visited/)).toBeTruthy();
    expect(within(page.getByTestId('today-route')).getByText('No route is worked out for today.')).toBeTruthy();
    const forms = await backend.forms();
    expect(within(page.getByTestId('today-forms')).getAllByRole('link').length).toBe(forms.length + 1);
    expect(page.queryByTestId('today-drafts')).toBeNull();
    expect(screen.getByTestId('nav-today').getAttribute('aria-current')).toBe('page');
    expect(screen.queryByTestId('nav-sessions')).toBeNull();
  });

  it('says how far the day’s route leads once there is one', async () => {
    const backend = memoryBackend('fieldwork');
    backend.setConnection('online');
    const area = (await backend.maps())[0]!.area.key;
    const route = await backend.planRoute(area, { from: null, households: null, back_to_start: false });
    backend.setConnection('offline');
    openApp(backend, '/');
    const stops = route.legs.filter((leg) => leg.household !== null).length;
    expect((await screen.findByTestId('today-route')).textContent).toContain(`${stops} households`);
  });

  it('leads back to a draft that was left, on the page where it was left', async () => {
    const backend = memoryBackend('fieldwork');
    const [form] = await backend.forms();
    const draft = await backend.openForm(form!.identity.id, { household: null, individual: null, area: null });
    await backend.saveDraft({ draft, answers: { consent: false }, page: 'home', language: 'en' });
    const { user } = openApp(backend, '/');
    const drafts = within(await screen.findByTestId('today-drafts'));
    expect(drafts.getByRole('heading').textContent).toBe('1 draft to finish');
    await user.click(drafts.getByRole('link', { name: 'Household visit' }));
    expect(addressNow()).toBe(`/drafts/${draft}/home`);
  });

  it('says so where everything is sent', async () => {
    openApp(memoryBackend('fieldwork', { work: false }), '/');
    expect((await screen.findByTestId('today-unsent')).textContent).toBe('Everything is sent.');
  });
});
