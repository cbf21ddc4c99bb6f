/** Filling in a form: page by page, kept at every change, checked, entered; and what becomes of a draft. */
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { addressNow, openApp, press } from '../shared/test-app';
import { answerAt, withAnswer } from './answers';

type User = ReturnType<typeof openApp>['user'];

async function type(user: User, label: string | RegExp, text: string) {
  await user.type(await screen.findByLabelText(label), text);
}

async function today(user: User) {
  await type(user, 'Day', '14');
  await type(user, 'Month', '9');
  await type(user, 'Year', '2026');
}

const kept = () => waitFor(() => expect(screen.getByTestId('kept').dataset.kept).toBe('saved'));

async function begun(backend = memoryBackend('offline')) {
  const app = openApp(backend, '/forms/household_visit/new');
  await screen.findByTestId('fill-page');
  return { backend, ...app };
}

describe('a form', () => {
  // Long: each question is found by its role, which takes its time without a real browser.
  it('is filled in page by page, checked and saved on this device', { timeout: 120_000 }, async () => {
    const { backend, user } = await begun();
    await today(user);
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    await type(user, 'Name of the head of the household', 'Ana');
    await user.click(await screen.findByRole('button', { name: /Add: Person/ }));
    await type(user, 'Name', 'Rui');
    await press(user, 'go-on');
    await screen.findByText('Nets handed out (optional)');
    await user.click(await screen.findByRole('checkbox', { name: 'Spraying' }));
    await user.click(screen.getByRole('checkbox', { name: 'Nets' }));
    await press(user, 'go-on');
    const check = within(await screen.findByTestId('check-page'));
    expect(check.getByText('Nets, Spraying')).toBeDefined();
    expect(check.getAllByText(/Name \(1\)/)[0]).toBeDefined();
    await press(user, 'save-entry');
    expect((await screen.findByTestId('saved')).textContent).toContain('Saved on this device');
    const [entry] = await backend.entries({ household: null, individual: null, area: null });
    expect((await backend.entry(entry!.record)).answers).toMatchObject({
      day: '2026-09-14',
      members: [{ name: 'Rui' }],
      means: ['net', 'spray'],
    });
    expect(await backend.drafts()).toEqual([]);
  });

  it('says what is missing by field, and goes on once it is there', async () => {
    const { user } = await begun();
    await press(user, 'go-on');
    const summary = within(await screen.findByTestId('error-summary'));
    expect(summary.getAllByRole('link').map((link) => link.textContent)).toEqual(['Answer this question', 'Answer this question']);
    await today(user);
    await user.click(screen.getByRole('radio', { name: 'No' }));
    await press(user, 'go-on');
    expect(await screen.findByTestId('check-page')).toBeDefined();
  });

  it('says it in the words of its makers where they have some', async () => {
    const { user } = await begun();
    await today(user);
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    await type(user, 'Name of the head of the household', 'Ana');
    await press(user, 'go-on');
    await type(user, /Nets handed out/, '7');
    await press(user, 'go-on');
    expect((await screen.findByTestId('error-summary')).textContent).toContain('This is more than one net a person');
  });

  it('is read in its second language while the app stays as it is', async () => {
    const { user } = await begun();
    await user.selectOptions(screen.getByLabelText('Language of the form'), 'pt');
    expect(await screen.findByText('Podemos entrar?')).toBeDefined();
    expect(screen.getByTestId('go-on').textContent).toBe('Continue');
  });

  it('searches a long list as one types, and is used by keyboard', async () => {
    const { backend, user } = await begun();
    await today(user);
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    await user.click(await screen.findByRole('combobox', { name: /Village/ }));
    await user.keyboard('village 29');
    const list = within(screen.getByRole('listbox', { name: /Village/ }));
    expect((await list.findAllByRole('option')).length).toBe(50);
    expect(screen.getByTestId('offered').textContent).toContain('more');
    await user.keyboard('99');
    await waitFor(() => expect(list.getAllByRole('option').length).toBe(1));
    await user.keyboard('{Enter}');
    expect((await screen.findByTestId('chosen')).textContent).toContain('Village 2999');
    await kept();
    const [draft] = await backend.drafts();
    expect((await backend.openDraft(draft!.draft)).answers.village).toBe('v2999');
  });
});

describe('a draft', () => {
  it('is kept at every change and found again on its page', async () => {
    const { backend, user, unmount } = await begun();
    await today(user);
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    await type(user, 'Name of the head of the household', 'An');
    await kept();
    unmount();
    openApp(backend, '/forms');
    await user.click(within(await screen.findByTestId('draft')).getByRole('link', { name: 'Household visit' }));
    expect(await screen.findByDisplayValue('An')).toBeDefined();
  });

  it('in which nothing was filled in is listed nowhere', async () => {
    const { backend } = await begun();
    await kept();
    expect(await backend.drafts()).toEqual([]);
  });

  it('that cannot be kept says so', async () => {
    const { backend, user } = await begun();
    await kept();
    backend.saveDraft = () =>
      Promise.reject({ code: 'out_of_space', faults: [], tries_left: null, wait_seconds: null, reference: 'D-1' } as never);
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    expect(await screen.findByText('The last change is not saved on this device')).toBeDefined();
    expect(screen.getByTestId('refusal-out_of_space')).toBeDefined();
  });

  it('is discarded and brought back', async () => {
    const { backend, user } = await begun();
    await user.click(screen.getByRole('radio', { name: 'No' }));
    await kept();
    await press(user, 'later');
    await press(user, 'discard');
    await waitFor(() => expect(screen.queryByTestId('draft')).toBeNull());
    await press(user, 'undo-discard');
    expect(await screen.findByTestId('draft')).toBeDefined();
    expect(await backend.drafts()).toHaveLength(1);
  });

  it('keeps its form when a newer one is published, and is carried over after it was seen what that does', async () => {
    const { backend, user } = await begun();
    await user.click(screen.getByRole('radio', { name: 'No' }));
    await kept();
    const draft = addressNow().split('/')[2]!;
    await backend.saveDraft({ draft, answers: { consent: false, card: '42' }, page: 'home', language: 'en' });
    backend.campaign.publish('2');
    await press(user, 'later');
    expect((await backend.openDraft(draft)).card.identity.version).toBe('1');
    await press(user, 'carry');
    expect(within(await screen.findByTestId('fate-dropped')).getByText('Card number')).toBeDefined();
    expect(screen.getByText('1 answer would be dropped.')).toBeDefined();
    await press(user, 'carry-over');
    await screen.findByTestId('fill-page');
    expect((await backend.openDraft(draft)).card.identity.version).toBe('2');
  });
});

describe('an entry', () => {
  it('is listed with how far it is and with its number once the service gave one', async () => {
    const backend = memoryBackend('offline');
    const household = 'a1b2c3d4-0000-4000-8000-000000000001';
    const draft = await backend.openForm('household_visit', { household, individual: null, area: null });
    await backend.saveDraft({ draft, answers: { day: '2026-09-14', consent: false }, page: null, language: 'en' });
    await backend.saveEntry(draft);
    openApp(backend, '/entries');
    expect((await screen.findByTestId('entry')).dataset.state).toBe('waiting');
    backend.campaign.arrive();
    await waitFor(() => expect(screen.getByTestId('registration').textContent).toBe('Number E-000001 · receipt 7F3K-Q2'));
    expect(await backend.entries({ household: 'another', individual: null, area: null })).toEqual([]);
  });
});

describe('about whom an entry is', () => {
  const [ROSA, MARIA] = ['20000000-0000-4000-8000-000000000001', '30000000-0000-4000-8000-000000000001'];
  const ELSEWHERE = 'a1b2c3d4-0000-4000-8000-000000000001';

  async function entered(...about: [household: string | null, individual: string | null][]) {
    const backend = memoryBackend('offline');
    for (const [household, individual] of about) {
      const draft = await backend.openForm('household_visit', { household, individual, area: null });
      await backend.saveDraft({ draft, answers: { day: '2026-09-14', consent: false }, page: null, language: 'en' });
      await backend.saveEntry(draft);
    }
    return backend;
  }
  const said = async () => (await screen.findAllByTestId('entry-about')).map((line) => line.textContent);

  it('is said in the list, also where they are not on this device', async () => {
    const backend = await entered([null, null], [ROSA, null], [ROSA, MARIA], [ELSEWHERE, null], [null, ELSEWHERE]);
    const { user } = openApp(backend, '/entries');
    expect(await said()).toEqual([
      'About a person who is not on this device',
      'About a household that is not on this device',
      'About Maria Ndiaye',
      'About Rosa Ndiaye',
      'About nobody in particular',
    ]);
    await user.click(screen.getAllByRole('link', { name: 'Household visit' })[2]!);
    await screen.findByTestId('entry-page');
    expect(await said()).toEqual(['About Maria Ndiaye']);
  });

  it('is said on a household’s page only where it is one of its people', async () => {
    openApp(await entered([ROSA, null], [ROSA, MARIA]), `/households/${ROSA}`);
    expect(await screen.findAllByTestId('entry')).toHaveLength(2);
    expect(await said()).toEqual(['About Maria Ndiaye']);
  });
});

describe('answers', () => {
  it('are found and put in rows within rows', () => {
    const answers = { child: [{ name: 'a' }, { name: 'b', dose: [{ day: 1 }] }] };
    const place = { field: 'day', rows: [1, 0] };
    expect(answerAt(answers, ['child', 'dose'], place)).toBe(1);
    expect(withAnswer(answers, ['child', 'dose'], place, 2)).toEqual({ child: [{ name: 'a' }, { name: 'b', dose: [{ day: 2 }] }] });
    expect(withAnswer(answers, ['child'], { field: 'name', rows: [0] }, undefined).child).toEqual([{}, answers.child[1]]);
  });
});

describe('axe finds nothing', () => {
  const FILLED = { day: '2026-09-14', consent: true, head: 'Ana', members: [{ name: 'Rui' }, {}], village: 'v7', card: '42' };

  it.each([
    ['fill-page', (draft: string) => `/drafts/${draft}/home`],
    ['fill-page', (draft: string) => `/drafts/${draft}/nets`],
    ['check-page', (draft: string) => `/drafts/${draft}/@check`],
    ['carry-page', (draft: string) => `/carry/${draft}`],
    ['forms', () => '/forms'],
  ] as const)('on %s', { timeout: 60_000 }, async (page, address) => {
    const backend = memoryBackend('offline');
    const draft = await backend.openForm('household_visit', { household: null, individual: null, area: null });
    await backend.saveDraft({ draft, answers: FILLED, page: null, language: 'en' });
    backend.campaign.publish('2');
    const { user } = openApp(backend, address(draft));
    await screen.findByTestId(page);
    if (page === 'fill-page') {
      await press(user, 'go-on');
      for (const box of screen.queryAllByRole('combobox', { name: /Village/ })) await user.click(box);
    }
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 120)}`))).toEqual([]);
  });
});
