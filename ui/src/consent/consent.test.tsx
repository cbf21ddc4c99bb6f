/** Consent taken down, and corrected. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fullName } from '../shared/format';
import { openApp, press } from '../shared/test-app';
import { dayAt, type Day } from '../session/test-day';
import { beginConsent, consentDraft, nextStep, type ConsentAnswers } from './answers';

const consentsOf = async (day: Day, child: string, programme: string) =>
  (await day.backend.child(child, day.session)).programmes.find((panel) => panel.programme === programme)!.consents;

describe('taking consent', () => {
  it('by phone from a known parent: refused, with a reason', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'no_response' });
    const { user } = openApp(day.backend, day.at(child));
    await press(user, 'consent-hpv');
    await press(user, 'go-on');
    expect((await screen.findByTestId('error-summary')).textContent).toContain('Say how the answer came');
    await user.click(screen.getByLabelText('By phone'));
    await press(user, 'go-on');
    await user.click(await screen.findByLabelText('No, consent is refused'));
    await press(user, 'go-on');
    expect((await screen.findByTestId('error-summary')).textContent).toContain('Say why it was refused');
    await user.click(screen.getByLabelText('Personal choice'));
    await press(user, 'go-on');
    await screen.findByTestId('consent-who');
    await user.click(screen.getAllByRole('radio')[0]!);
    await press(user, 'go-on');
    await screen.findByTestId('consent-check');
    await press(user, 'go-on');
    expect((await screen.findByTestId('saved')).textContent).toContain(`Consent recorded for ${fullName(child)}. Saved on this device.`);
    const [consent] = await consentsOf(day, child.id, 'hpv');
    const page = await day.backend.child(child.id, day.session);
    expect(consent).toMatchObject({
      response: 'refused',
      route: 'phone',
      reason_for_refusal: 'personal_choice',
      given_by: page.contacts!.parents[0]!.name,
      relationship: page.contacts!.parents[0]!.relationship,
    });
  });

  it('from the child, who may ask that parents are not told', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ hpv: 'no_response' });
    const { user } = openApp(day.backend, `${day.at(child)}/consent/hpv`);
    await user.click(await screen.findByLabelText('From the child'));
    await press(user, 'go-on');
    await user.click(await screen.findByLabelText('Yes, consent is given'));
    await press(user, 'go-on');
    await user.click(await screen.findByLabelText('No, parents are not to be told'));
    await press(user, 'go-on');
    await screen.findByTestId('consent-check');
    await press(user, 'go-on');
    await screen.findByTestId('saved');
    expect((await consentsOf(day, child.id, 'hpv'))[0]).toMatchObject({ route: 'self_consent', notify_parents: false, given_by: null });
    expect(screen.getByTestId('panel-hpv').textContent).toContain('Parents are not to be told');
    expect(screen.getByTestId('record-hpv')).toBeTruthy();
  });

  it('a correction keeps the answer’s id and what the form does not ask', async () => {
    const day = await dayAt(/Alder/);
    const child = day.who({ td_ipv: 'consent_conflicts' });
    const before = await consentsOf(day, child.id, 'td_ipv');
    const refused = before.find((consent) => consent.response === 'refused')!;
    const { user } = openApp(day.backend, day.at(child));
    const panel = await screen.findByTestId('panel-td_ipv');
    await user.click(
      within(
        within(panel)
          .getByText(/Personal choice/)
          .closest('li')!,
      ).getByText(/^Correct/),
    );
    await screen.findByTestId('consent-check');
    await press(user, 'change-response');
    await user.click(await screen.findByLabelText('Yes, consent is given'));
    await press(user, 'go-on');
    await screen.findByTestId('consent-check');
    await press(user, 'go-on');
    await screen.findByTestId('saved');
    const after = await consentsOf(day, child.id, 'td_ipv');
    expect(after).toHaveLength(before.length);
    expect(after.find((consent) => consent.id === refused.id)).toMatchObject({ response: 'given', reason_for_refusal: null });
    await waitFor(() => expect(screen.getByTestId('record-td_ipv')).toBeTruthy());
  });
});

describe('the order of the pages', () => {
  const asked = (more: Partial<ConsentAnswers>) => nextStep({ ...beginConsent('r'), ...more });

  it('asks the way, the answer, and who answered', () => {
    expect(asked({})).toBe('route');
    expect(asked({ route: 'phone' })).toBe('response');
    expect(asked({ route: 'phone', response: 'given' })).toBe('who');
    expect(asked({ route: 'phone', response: 'given', who: 'someone_else', name: 'Ada' })).toBe('check');
  });

  it('names nobody where nobody answered', () => {
    expect(asked({ route: 'phone', response: 'not_provided' })).toBe('check');
  });

  it('gives no reason with a yes', () => {
    const answers = {
      ...beginConsent('r'),
      route: 'phone' as const,
      response: 'given' as const,
      reason: 'other' as const,
      who: 'known' as const,
      name: 'Ada',
    };
    expect(consentDraft(answers, 'c', 'hpv')).toMatchObject({ reason_for_refusal: null, given_by: 'Ada', notify_parents: null });
  });
});
