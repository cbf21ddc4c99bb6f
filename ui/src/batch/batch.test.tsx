/** Batches: the day's default, and one that is missing from the list. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { openApp, press } from '../shared/test-app';
import { dayAt } from '../session/test-day';
import { batchFaults, plainNumber, type BatchAnswers } from './draft';

describe('the list of batches', () => {
  it('has the earliest expiry first, sets a default for today and clears it', async () => {
    const { backend } = await dayAt(/Alder/);
    const { user } = openApp(backend, '/batches');
    const hpv = within(await screen.findByTestId('batches-hpv'));
    await user.click(hpv.getAllByText(/Use as today’s default/)[0]!);
    await waitFor(async () => expect((await backend.batches('hpv')).map((batch) => batch.default_today)).toEqual([true, false]));
    await user.click(await hpv.findByText(/Stop using as default/));
    await waitFor(async () => expect((await backend.batches('hpv')).some((batch) => batch.default_today)).toBe(false));
  });

  it('takes one that is missing', async () => {
    const { backend } = await dayAt(/Alder/);
    const { user } = openApp(backend, '/batches/hpv/add');
    await user.type(await screen.findByLabelText('Batch number'), 'new 77');
    for (const [label, value] of [
      ['Day', '5'],
      ['Month', '6'],
      ['Year', '99'],
    ] as const) {
      await user.type(screen.getByLabelText(label), value);
    }
    await press(user, 'go-on');
    expect((await screen.findByTestId('saved')).textContent).toContain('Batch added. Saved on this device.');
    expect((await backend.batches('hpv')).at(-1)).toMatchObject({ number: 'NEW77', expiry: '2099-06-05', unsent: true });
  });
});

describe('what is wrong with a batch', () => {
  const good: BatchAnswers = { vaccine: 'v', number: 'AB12', expiry: { day: '31', month: '3', year: '2027' }, team: 'north' };
  it.each<[string, Partial<BatchAnswers>, string[]]>([
    ['nothing', {}, []],
    ['no number', { number: ' ' }, ['number missing']],
    ['a number of one letter', { number: 'A' }, ['number malformed']],
    ['a number with a dash', { number: 'AB-12' }, ['number malformed']],
    ['no date', { expiry: { day: '', month: '', year: '' } }, ['expiry missing']],
    ['a day that does not exist', { expiry: { day: '31', month: '2', year: '2027' } }, ['expiry malformed']],
    ['a day in words', { expiry: { day: 'x', month: '2', year: '2027' } }, ['expiry malformed']],
    ['yesterday', { expiry: { day: '13', month: '9', year: '2026' } }, ['expiry expired']],
    ['today is good', { expiry: { day: '14', month: '9', year: '26' } }, []],
    ['neither vaccine nor team', { vaccine: null, team: null }, ['vaccine missing', 'team missing']],
  ])('%s', (_, wrong, faults) => {
    expect(batchFaults({ ...good, ...wrong }, '2026-09-14').map((fault) => `${fault.field} ${fault.code}`)).toEqual(faults);
  });

  it('a number is read with spaces and in small letters', () => {
    expect(plainNumber(' ab 12 ')).toBe('AB12');
  });
});
