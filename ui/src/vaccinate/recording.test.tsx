/** A vaccination from the child's page to the list again, and everything that may go otherwise on the way. */
import { act, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it, vi } from 'vitest';
import type { UserEvent } from '@testing-library/user-event';
import type { Fault } from '../backend/generated/Fault';
import { CODE, NADIA } from '../backend/memory/porch';
import { refusal } from '../backend/memory/refusal';
import { fullName } from '../shared/format';
import { addressNow, openApp, press } from '../shared/test-app';
import { dayAt, type Day } from '../session/test-day';

async function goOn(user: UserEvent): Promise<void> {
  await press(user, 'go-on');
}

async function confirmIdentity(user: UserEvent): Promise<void> {
  await user.click(await screen.findByLabelText('The child'));
  await goOn(user);
}

async function tickAll(user: UserEvent): Promise<void> {
  await screen.findByTestId('step-pre-screening');
  for (const box of screen.getAllByRole('checkbox')) await user.click(box);
  await goOn(user);
}

/** From the first page of an injection with one vaccine to the last page. */
async function toCheck(user: UserEvent, { asDefault = false } = {}): Promise<void> {
  await confirmIdentity(user);
  await tickAll(user);
  await user.click(await screen.findByLabelText('Left arm (upper position)'));
  await goOn(user);
  if (await screen.findByTestId(/^step-(batch|protocol|check)$/).then((page) => page.dataset.testid === 'step-batch')) {
    await user.click(screen.getAllByRole('radio')[0]!);
    if (asDefault) await user.click(screen.getByLabelText(/Use as the default/));
    await goOn(user);
  }
  if ((await screen.findByTestId(/^step-(protocol|check)$/)).dataset.testid === 'step-protocol') {
    await user.click(screen.getByLabelText(/PGD/));
    await user.click(screen.getByLabelText(/rest of this session/));
    await goOn(user);
  }
  await screen.findByTestId('step-check');
}

const hpv = (day: Day) => `${day.at(day.who({ hpv: 'ready' }))}/vaccinate/hpv`;
const vaccinationsOf = async (day: Day, child: string) =>
  (await day.backend.child(child, day.session)).programmes.flatMap((panel) => panel.vaccinations).filter((dose) => dose.ours);

describe('recording a vaccination', () => {
  it('goes page by page, ends in the list, and says that it is saved on this device', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'ready' });
    const { user } = openApp(day.backend, day.at(child));
    await press(user, 'record-hpv');
    await toCheck(user);
    await user.type(screen.getByLabelText(/Notes/), 'Sat down.');
    await goOn(user);
    const banner = await screen.findByTestId('saved');
    expect(banner.textContent).toContain(`Vaccination recorded for ${fullName(child)}. Saved on this device.`);
    expect(screen.getByTestId('session')).toBeTruthy();
    await waitFor(() => expect(banner.contains(document.activeElement)).toBe(true));
    const [dose] = await vaccinationsOf(day, child.id);
    expect(dose).toMatchObject({
      outcome: 'administered',
      site: 'left_arm_upper_position',
      method: 'intramuscular',
      dose_sequence: 1,
      full_dose: true,
      protocol: 'pgd',
      identity_confirmed_by: 'child',
      notes: 'Sat down.',
    });
    expect(dose?.pre_screening).toHaveLength(5);
  });

  it('ticks nothing for the nurse and does not go on until all is ticked', async () => {
    const day = await dayAt(/Alder/);
    const { user } = openApp(day.backend, hpv(day));
    expect((await screen.findAllByRole<HTMLInputElement>('radio')).some((radio) => radio.checked)).toBe(false);
    await confirmIdentity(user);
    await screen.findByTestId('step-pre-screening');
    const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
    expect(boxes.map((box) => box.checked)).toEqual([false, false, false, false, false]);
    for (const box of boxes.slice(1)) await user.click(box);
    await goOn(user);
    const summary = await screen.findByTestId('error-summary');
    await waitFor(() => expect(document.activeElement).toBe(summary));
    await user.click(within(summary).getByRole('link'));
    expect(document.activeElement).toBe(boxes[0]);
    expect(screen.getByTestId('step-pre-screening')).toBeTruthy();
  });

  it('asks for a name when somebody else confirms', async () => {
    const day = await dayAt(/Alder/);
    const { user } = openApp(day.backend, hpv(day));
    await user.click(await screen.findByLabelText('Someone else'));
    await goOn(user);
    expect((await screen.findByTestId('error-summary')).textContent).toContain('Enter the name');
    await user.type(screen.getByLabelText('Their name'), 'Ada Marsh');
    await goOn(user);
    await screen.findByTestId('step-pre-screening');
  });

  it('puts a spray in the nose without asking, and warns of gelatine', async () => {
    const day = await dayAt(/Wilfrid/);
    const child = day.who({ flu: 'ready' });
    const page = await day.backend.child(child.id, day.session);
    // Her family refused gelatine once, and took it back.
    const refused = {
      ...page.programmes[0]!.consents[0]!,
      id: 'earlier',
      reason_for_refusal: 'contains_gelatine' as const,
      withdrawn_at: '2026-01-01T09:00:00+00:00',
    };
    day.backend.book.world.children.find((each) => each.id === child.id)!.panels.flu!.consents.push(refused);
    const { user } = openApp(day.backend, `${day.at(child)}/vaccinate/flu`);
    await confirmIdentity(user);
    await tickAll(user);
    await user.click(await screen.findByLabelText(/Vaxigrip/));
    expect(screen.queryByTestId('gelatine-warning')).toBeNull();
    await user.click(screen.getByLabelText(/Fluenz/));
    expect(screen.getByTestId('gelatine-warning').textContent).toContain('Fluenz contains gelatine');
    await goOn(user);
    await screen.findByTestId('step-batch');
    await user.click(screen.getAllByRole('radio')[0]!);
    await goOn(user);
    await user.click(await screen.findByLabelText(/National/));
    await goOn(user);
    expect((await screen.findByTestId('step-check')).textContent).toContain('Nose');
    await press(user, 'change-site');
    expect(await screen.findAllByRole('radio')).toHaveLength(1);
  });

  it('skips the batch once today has a default, and the protocol once it is kept', async () => {
    const day = await dayAt(/Alder/);
    const [first, second] = day.children.filter((child) =>
      child.standings.some((each) => each.programme === 'hpv' && each.standing === 'ready'),
    );
    const { user } = openApp(day.backend, `${day.at(first!)}/vaccinate/hpv`);
    await toCheck(user, { asDefault: true });
    await goOn(user);
    await screen.findByTestId('saved');
    await act(async () => {
      window.location.hash = `${day.at(second!)}/vaccinate/hpv`;
    });
    await confirmIdentity(user);
    await tickAll(user);
    await user.click(await screen.findByLabelText('Right arm (upper position)'));
    await goOn(user);
    expect((await screen.findByTestId('step-check')).textContent).toMatch(/Patient group direction/);
  });

  it('changes one answer from the last page and comes straight back to it', async () => {
    const day = await dayAt(/Alder/);
    const { user } = openApp(day.backend, hpv(day));
    await toCheck(user);
    await press(user, 'change-dose_sequence');
    await user.click(await screen.findByLabelText('Half dose'));
    await goOn(user);
    expect((await screen.findByTestId('step-check')).textContent).toContain('half dose');
  });

  it('records with a batch that is not in the list', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'ready' });
    const { user } = openApp(day.backend, `${day.at(child)}/vaccinate/hpv`);
    await confirmIdentity(user);
    await tickAll(user);
    await user.click(await screen.findByLabelText('Left thigh'));
    await goOn(user);
    await press(user, 'not-in-list');
    await goOn(user);
    expect(within(await screen.findByTestId('error-summary')).getAllByRole('link')).toHaveLength(2);
    await user.type(screen.getByLabelText('Batch number'), 'zz 99');
    for (const [label, value] of [
      ['Day', '1'],
      ['Month', '2'],
      ['Year', '2001'],
    ] as const)
      await user.type(screen.getByLabelText(label), value);
    await goOn(user);
    expect((await screen.findByTestId('error-summary')).textContent).toContain('out of date');
    await user.clear(screen.getByLabelText('Year'));
    await user.type(screen.getByLabelText('Year'), '2099');
    await goOn(user);
    await user.click(await screen.findByLabelText(/PGD/));
    await goOn(user);
    expect((await screen.findByTestId('step-check')).textContent).toContain('ZZ99, expires 1 February 2099');
    await goOn(user);
    await screen.findByTestId('saved');
    expect(
      day.backend.book
        .waiting()
        .map((entry) => entry.kind)
        .sort(),
    ).toEqual(['batch', 'vaccination']);
  });

  it('pressed twice is recorded once', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'ready' });
    const { user } = openApp(day.backend, `${day.at(child)}/vaccinate/hpv`);
    await toCheck(user);
    const button = screen.getByTestId('go-on');
    await user.dblClick(button);
    await screen.findByTestId('saved');
    expect(await vaccinationsOf(day, child.id)).toHaveLength(1);
  });

  it('going back after it is saved and confirming again edits the same record', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'ready' });
    const { user } = openApp(day.backend, `${day.at(child)}/vaccinate/hpv`);
    await toCheck(user);
    await goOn(user);
    await screen.findByTestId('saved');
    act(() => window.history.back());
    await screen.findByTestId('step-check');
    await press(user, 'change-site');
    await user.click(await screen.findByLabelText('Right thigh'));
    await goOn(user);
    await screen.findByTestId('step-check');
    await goOn(user);
    await screen.findByTestId('saved');
    const doses = await vaccinationsOf(day, child.id);
    expect(doses.map((dose) => dose.site)).toEqual(['right_thigh']);
    expect(day.backend.book.waiting().map((entry) => entry.verb)).toEqual(['edit', 'create']);
  });

  it('is corrected from the child’s page under its own id', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'ready' });
    const { user } = openApp(day.backend, `${day.at(child)}/vaccinate/hpv`);
    await toCheck(user);
    await goOn(user);
    await user.click(await screen.findByRole('link', { name: new RegExp(`Open ${fullName(child)}`) }));
    await user.click(within(await screen.findByTestId('dose')).getByRole('link', { name: /Change/ }));
    await screen.findByTestId('step-check');
    await press(user, 'change-dose_sequence');
    await user.click(await screen.findByLabelText(/Dose 2/));
    await goOn(user);
    await screen.findByTestId('step-check');
    await goOn(user);
    await screen.findByTestId('saved');
    expect((await vaccinationsOf(day, child.id)).map((dose) => dose.dose_sequence)).toEqual([2]);
  });
});

describe('what goes wrong on the way', () => {
  it('shows the faults that come back by field, with a way to each', async () => {
    const day = await dayAt(/Alder/);
    const { user } = openApp(day.backend, hpv(day));
    await toCheck(user);
    const faults: Fault[] = [
      { field: 'batch_expiry', code: 'expired' },
      { field: 'date', code: 'not_a_session_day' },
    ];
    vi.spyOn(day.backend, 'saveVaccination').mockRejectedValueOnce(refusal('invalid', { faults }));
    await goOn(user);
    const summary = await screen.findByTestId('error-summary');
    expect(
      within(summary)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['This batch is out of date: choose another', 'Today is not one of this session’s days']);
    await waitFor(() => expect(document.activeElement).toBe(summary));
    await user.click(within(summary).getAllByRole('link')[0]!);
    await user.click(document.activeElement!);
    expect(await screen.findByTestId('step-batch')).toBeTruthy();
  });

  it('says that nothing was saved when there is no room, and keeps the answers', async () => {
    const day = await dayAt(/Alder/);
    const { user } = openApp(day.backend, hpv(day));
    await toCheck(user);
    vi.spyOn(day.backend, 'saveVaccination').mockRejectedValueOnce(refusal('out_of_space'));
    await goOn(user);
    await screen.findByTestId('refusal-out_of_space');
    await goOn(user);
    await screen.findByTestId('saved');
  });

  it('a half-filled form is not left without a word, and staying loses nothing', async () => {
    const day = await dayAt(/Alder/);
    const { user } = openApp(day.backend, hpv(day));
    await user.click(await screen.findByLabelText('Someone else'));
    await user.type(screen.getByLabelText('Their name'), 'Ada');
    await press(user, 'nav-help');
    await screen.findByTestId('leave');
    await user.click(screen.getByRole('button', { name: 'Stay on this page' }));
    expect(screen.getByLabelText<HTMLInputElement>('Their name').value).toBe('Ada');
    await press(user, 'nav-help');
    await user.click(await screen.findByRole('button', { name: 'Leave without saving' }));
    await screen.findByTestId('help');
    expect(addressNow()).toBe('/help');
  });

  it('the bell changes nothing in a half-filled form, and the form is not interrupted', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'ready' });
    const { user } = openApp(day.backend, `${day.at(child)}/vaccinate/hpv`);
    await user.click(await screen.findByLabelText('Someone else'));
    await user.type(screen.getByLabelText('Their name'), 'Ada');
    await act(async () => {
      await day.backend.saveNote({ record: 'n', child: child.id, text: 'From elsewhere' });
      day.backend.setConnection('online');
    });
    expect(screen.getByLabelText<HTMLInputElement>('Their name').value).toBe('Ada');
    expect(screen.queryByTestId('back-online')).toBeNull();
  });

  it('a lock in the middle keeps what was filled in', async () => {
    const day = await dayAt(/Alder/);
    const { user } = openApp(day.backend, hpv(day));
    await confirmIdentity(user);
    await screen.findByTestId('step-pre-screening');
    await user.click(screen.getAllByRole('checkbox')[0]!);
    const there = addressNow();
    await act(() => day.backend.lock());
    await waitFor(() => expect(screen.queryByTestId('step-pre-screening')).toBeNull());
    await act(() => day.backend.unlock(NADIA, CODE));
    await waitFor(() => expect(addressNow()).toBe(there));
    expect((await screen.findAllByRole<HTMLInputElement>('checkbox'))[0]!.checked).toBe(true);
  });
});

it('the second vaccine stays in view until it is recorded', async () => {
  const day = await dayAt(/Alder/);
  const child = day.who({ menacwy: 'ready', td_ipv: 'ready' });
  const { user } = openApp(day.backend, `${day.at(child)}/vaccinate/td_ipv`);
  await toCheck(user);
  await goOn(user);
  const banner = await screen.findByTestId('second-outstanding');
  expect(banner.textContent).toContain(`MenACWY is still to be recorded for ${fullName(child)}.`);
  await act(async () => {
    window.location.hash = day.at(child);
  });
  await screen.findByTestId('child-page');
  expect((await screen.findByTestId('second-outstanding')).textContent).toContain('MenACWY is still to be recorded');
  await user.click(screen.getByRole('link', { name: 'MenACWY was not given' }));
  await user.click(await screen.findByLabelText('Unwell'));
  await goOn(user);
  await screen.findByTestId('not-given-check');
  await goOn(user);
  await user.click(await screen.findByRole('link', { name: /^Open / }));
  await screen.findByTestId('child-page');
  expect(screen.queryByTestId('second-outstanding')).toBeNull();
});

it('"Not today" leads to the reason why not', async () => {
  const day = await dayAt(/Alder/);
  const { user } = openApp(day.backend, hpv(day));
  await confirmIdentity(user);
  await press(user, 'not-today');
  await screen.findByTestId('not-given-reason');
});

it('axe finds nothing on any page of the form', async () => {
  const day = await dayAt(/Alder/);
  const { user } = openApp(day.backend, hpv(day));
  const look = async () => {
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 120)}`))).toEqual([]);
  };
  await user.click(await screen.findByLabelText('Someone else'));
  await goOn(user);
  await screen.findByTestId('error-summary');
  await look();
  await user.click(screen.getByLabelText('The child'));
  await goOn(user);
  await screen.findByTestId('step-pre-screening');
  await look();
  await tickAll(user);
  await user.click(await screen.findByLabelText('Left thigh'));
  await look();
  await goOn(user);
  await screen.findByTestId('step-batch');
  await look();
  await press(user, 'not-in-list');
  await screen.findByTestId('step-new-batch');
  await look();
  act(() => window.history.back());
  await screen.findByTestId('step-batch');
  await user.click(screen.getAllByRole('radio')[0]!);
  await goOn(user);
  await user.click(await screen.findByLabelText(/PGD/));
  await look();
  await goOn(user);
  await screen.findByTestId('step-check');
  await look();
});
