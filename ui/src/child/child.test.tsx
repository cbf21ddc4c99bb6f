/** The page of a child: what it shows of her, what it offers where she stands, and what becomes of her records. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TicketRow } from '../backend/generated/TicketRow';
import { fullName, nhsNumber } from '../shared/format';
import { addressNow, openApp, press } from '../shared/test-app';
import { dayAt, type Day } from '../session/test-day';

const kept = (day: Day, id: string) => day.backend.book.world.children.find((child) => child.id === id)!;

describe('who she is', () => {
  it('a number that belongs to somebody else is struck through, and said', async () => {
    const day = await dayAt(/Alder/);
    const child = day.children.find((each) => each.nhs_number)!;
    kept(day, child.id).nhs_number_invalidated = true;
    openApp(day.backend, day.at(child));
    const identity = await screen.findByTestId('identity');
    expect(identity.querySelector('s')?.textContent).toBe(nhsNumber(child.nhs_number!));
    expect(identity.textContent).toContain('belongs to somebody else');
  });

  it('contacts that are hidden are not there, and the page says why', async () => {
    const day = await dayAt(/Alder/);
    const child = day.children[0]!;
    kept(day, child.id).restricted = true;
    openApp(day.backend, day.at(child));
    expect((await screen.findByTestId('restricted')).textContent).toContain('to keep this child safe');
    expect(screen.getByTestId('child-page').textContent).not.toContain(kept(day, child.id).parents[0]!.phone);
  });

  it('one who is not on this device any more is said to be so, without harm', async () => {
    const day = await dayAt(/Alder/);
    openApp(day.backend, `/sessions/${day.session}/children/nobody`);
    expect(await screen.findByTestId('refusal-not_found')).toBeTruthy();
  });
});

describe('what is offered', () => {
  it('a vaccination where she is ready', async () => {
    const day = await dayAt(/Alder/);
    openApp(day.backend, day.at(day.who({ hpv: 'ready' })));
    expect(await screen.findByTestId('record-hpv')).toBeTruthy();
    expect(screen.getByTestId('not-given-hpv')).toBeTruthy();
  });

  it('consent first, where nobody has answered or the answers disagree', async () => {
    const day = await dayAt(/Alder/);
    openApp(day.backend, day.at(day.who({ td_ipv: 'consent_conflicts' })));
    const panel = await screen.findByTestId('panel-td_ipv');
    expect(within(panel).getByTestId('conflicting')).toBeTruthy();
    expect(within(panel).queryByTestId('record-td_ipv')).toBeNull();
    expect(within(panel).getByTestId('consent-td_ipv')).toBeTruthy();
    expect(within(panel).getAllByTestId('consent')).toHaveLength(2);
  });

  it('a health answer of yes stands in the open', async () => {
    const day = await dayAt(/Alder/);
    openApp(day.backend, day.at(day.who({ hpv: 'triage_needed' })));
    expect((await screen.findAllByTestId('health-yes'))[0]!.textContent).toContain('Hay fever');
  });

  it('the way to today’s session, for one who comes from elsewhere', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'ready' });
    const { user } = openApp(day.backend, `/children/${child.id}`);
    expect(screen.queryByTestId('record-hpv')).toBeNull();
    await user.click(await screen.findByText('Open in today’s session at Alder Park School'));
    expect(await screen.findByTestId('record-hpv')).toBeTruthy();
  });

  it('somebody else’s record is shown and cannot be changed or removed', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'vaccinated' });
    openApp(day.backend, day.at(child));
    const dose = within(await screen.findByTestId('panel-hpv')).getByTestId('dose');
    expect(dose.textContent).toContain('Recorded elsewhere');
    expect(within(dose).queryByRole('link')).toBeNull();
  });
});

describe('with support', () => {
  const ticket = (more: Partial<TicketRow>): TicketRow => ({
    number: 'R-1041',
    reason: 'conflict',
    about: 'consent',
    record: 'x',
    fields: ['response'],
    other_at: '2026-01-05T14:10:00+00:00',
    state: 'open',
    decided_at: null,
    note: null,
    mine: true,
    ...more,
  });

  it('says why, that nothing is lost, and the reference', async () => {
    const day = await dayAt(/Alder/);
    const child = day.children[0]!;
    kept(day, child.id).tickets.push(ticket({}));
    openApp(day.backend, day.at(child));
    const words = (await screen.findByTestId('ticket')).textContent;
    expect(words).toMatch(/Someone else also changed this child’s consent at \d\d:\d\d/);
    expect(words).toContain('nothing is lost');
    expect(words).toContain('R-1041');
  });

  it('shows the answer when there is one', async () => {
    const day = await dayAt(/Alder/);
    const child = day.children[0]!;
    kept(day, child.id).tickets.push(ticket({ state: 'took_device', decided_at: '2026-01-06T09:00:00+00:00', note: 'Rang the mother.' }));
    openApp(day.backend, day.at(child));
    const words = (await screen.findByTestId('ticket')).textContent;
    expect(words).toContain('Your entry was kept');
    expect(words).toContain('Support wrote: Rang the mother.');
  });
});

describe('a note', () => {
  it('is counted, may not be too long, and comes back on the child’s page', async () => {
    const day = await dayAt(/Alder/);
    const child = day.children.find((each) => kept(day, each.id).notes.length === 0)!;
    const { user } = openApp(day.backend, `${day.at(child)}/note`);
    const box = await screen.findByLabelText<HTMLTextAreaElement>('Note');
    await press(user, 'go-on');
    expect((await screen.findByTestId('error-summary')).textContent).toContain('Write the note');
    await user.click(box);
    await user.paste('🙂'.repeat(1001));
    expect(screen.getAllByText('You have 1 character too many')).toBeTruthy();
    await press(user, 'go-on');
    await waitFor(() => expect(screen.getByTestId('error-summary').textContent).toContain('1,000 characters'));
    await user.clear(box);
    await user.paste('🙂'.repeat(1000));
    expect(screen.getAllByText('You have 0 characters left')).toBeTruthy();
    await user.clear(box);
    await user.paste('Was brave.');
    await press(user, 'go-on');
    expect((await screen.findByTestId('saved')).textContent).toContain(`Note added for ${fullName(child)}. Saved on this device.`);
    expect(screen.getByTestId('note').textContent).toContain('Was brave.');
    expect(addressNow()).toBe(day.at(child));
  });

  it('of one’s own is removed after a question, and the removal is undone', async () => {
    const day = await dayAt(/Alder/);
    const child = day.children[0]!;
    await day.backend.saveNote({ record: 'mine', child: child.id, text: 'On the wrong child' });
    const { user } = openApp(day.backend, day.at(child));
    await user.click(within((await screen.findAllByTestId('note'))[0]!).getByText(/^Remove/));
    expect(await screen.findByText('On the wrong child')).toBeTruthy();
    await user.click(screen.getByText('Remove', { selector: 'button' }));
    const banner = await screen.findByTestId('saved');
    expect(banner.textContent).toContain('Note removed');
    expect(screen.queryByText('On the wrong child')).toBeNull();
    await user.click(within(banner).getByText('Undo removal'));
    expect(await screen.findByText('On the wrong child')).toBeTruthy();
    expect((await screen.findByTestId('saved')).textContent).toContain('The removal is undone');
  });

  it('of a colleague cannot be removed', async () => {
    const day = await dayAt(/Alder/);
    const child = day.children.find((each) => kept(day, each.id).notes.length > 0)!;
    openApp(day.backend, day.at(child));
    expect(within(await screen.findByTestId('note')).queryByText(/^Remove/)).toBeNull();
  });
});

it('what this device recorded has its state, and its receipt when there is one', async () => {
  const day = await dayAt(/Alder/);
  const child = day.children[0]!;
  await day.backend.saveNote({ record: 'n', child: child.id, text: 'Fine' });
  openApp(day.backend, day.at(child));
  expect((await screen.findByTestId('entry')).textContent).toContain('Waiting to be sent');
  await act(async () => {
    day.backend.setConnection('online', false);
    await day.backend.sync(() => undefined);
  });
  await waitFor(() => expect(within(screen.getByTestId('entry')).getByTestId('receipt').textContent).toMatch(/receipt \w{4}-\w{2}/));
});
