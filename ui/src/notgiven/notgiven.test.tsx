/** Recording that a vaccine was not given. */
import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fullName } from '../shared/format';
import { openApp, press } from '../shared/test-app';
import { dayAt } from '../session/test-day';

it('needs a reason, carries none of a dose’s fields, and comes back to the list', async () => {
  const day = await dayAt(/Alder/);
  const child = day.who({ hpv: 'ready' });
  const { user } = openApp(day.backend, day.at(child));
  await press(user, 'not-given-hpv');
  await press(user, 'go-on');
  expect((await screen.findByTestId('error-summary')).textContent).toContain('Choose why it was not given');
  await user.click(screen.getByLabelText('Unwell'));
  await user.type(screen.getByLabelText(/Notes/), 'Fever.');
  await press(user, 'go-on');
  expect((await screen.findByTestId('not-given-check')).textContent).toContain('Fever.');
  await press(user, 'go-on');
  expect((await screen.findByTestId('saved')).textContent).toContain(`“Not given” recorded for ${fullName(child)}. Saved on this device.`);
  const [dose] = (await day.backend.child(child.id, day.session)).programmes.find((panel) => panel.programme === 'hpv')!.vaccinations;
  expect(dose).toMatchObject({
    outcome: 'unwell',
    notes: 'Fever.',
    vaccine: null,
    batch_number: null,
    site: null,
    method: null,
    dose_sequence: null,
  });
});

it('going back after it is saved and saving again edits one record', async () => {
  const day = await dayAt(/Alder/);
  const child = day.who({ hpv: 'ready' });
  const { user } = openApp(day.backend, `${day.at(child)}/not-given/hpv`);
  await user.click(await screen.findByLabelText('Unwell'));
  await press(user, 'go-on');
  await screen.findByTestId('not-given-check');
  await press(user, 'go-on');
  await screen.findByTestId('saved');
  act(() => window.history.back());
  await screen.findByTestId('not-given-check');
  await press(user, 'change-outcome');
  await user.click(await screen.findByLabelText('Refused on the day'));
  await press(user, 'go-on');
  await screen.findByTestId('not-given-check');
  await press(user, 'go-on');
  await screen.findByTestId('saved');
  const doses = (await day.backend.child(child.id, day.session)).programmes
    .flatMap((panel) => panel.vaccinations)
    .filter((dose) => dose.ours);
  expect(doses.map((dose) => dose.outcome)).toEqual(['refused']);
});
