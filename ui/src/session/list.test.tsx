/** The list of a session's children as a nurse uses it: search, filters, register, and her place in it. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { openApp } from '../shared/test-app';
import { fullName } from '../shared/format';
import { PAUSE } from './search';
import { dayAt } from './test-day';

const lines = () => screen.queryAllByTestId('child');
const names = () => lines().map((line) => within(line).getByRole('link').textContent);

describe('the search box', () => {
  it('finds by a name with a typing error, a moment after the last letter, and asks once', async () => {
    const { backend, session } = await dayAt(/Alder/);
    const asked = vi.spyOn(backend, 'findChildren');
    const { user } = openApp(backend, `/sessions/${session}`);
    await screen.findByTestId('session');
    vi.useFakeTimers({ shouldAdvanceTime: true });
    for (const text of ['o', 'ok', 'oka', 'okaf', 'okafir'])
      fireEvent.change(screen.getByLabelText(/Find a child/), { target: { value: text } });
    expect(asked).not.toHaveBeenCalled();
    await act(() => vi.advanceTimersByTimeAsync(PAUSE + 10));
    vi.useRealTimers();
    await waitFor(() => expect(names().every((name) => name?.startsWith('OKAFOR'))).toBe(true));
    expect(asked).toHaveBeenCalledTimes(1);
    expect(screen.getByTestId('showing').textContent).toMatch(/^Showing \d+ of 34 children$/);
    await user.clear(screen.getByLabelText(/Find a child/));
    await waitFor(() => expect(screen.getByTestId('showing').textContent).toBe('34 children'));
  });

  it('is reached with / from anywhere on the page, and / can be typed into it', async () => {
    const { backend, session } = await dayAt(/Alder/);
    const { user } = openApp(backend, `/sessions/${session}`);
    await screen.findByTestId('session');
    await user.keyboard('/');
    const box = screen.getByLabelText<HTMLInputElement>(/Find a child/);
    expect(document.activeElement).toBe(box);
    expect(box.value).toBe('');
    await user.keyboard('/');
    expect(box.value).toBe('/');
  });

  it('says so when nobody matches, and shows everyone again', async () => {
    const { backend, session } = await dayAt(/Alder/);
    const { user } = openApp(backend, `/sessions/${session}`);
    await user.type(await screen.findByLabelText(/Find a child/), 'qqqqqq');
    await user.click(await screen.findByRole('button', { name: 'Show everyone' }));
    await waitFor(() => expect(lines().length).toBe(34));
  });

  it('never puts what was searched for into the address', async () => {
    const { backend, session } = await dayAt(/Alder/);
    const { user } = openApp(backend, `/sessions/${session}`);
    await user.type(await screen.findByLabelText(/Find a child/), 'okafor');
    await waitFor(() => expect(lines().length).toBeLessThan(34));
    expect(window.location.href).not.toContain('okafor');
  });
});

describe('a child with the name of another', () => {
  it('is marked, also when the other one is out of sight', async () => {
    const { backend, session, children } = await dayAt(/Alder/);
    const [one, other] = children;
    if (!one || !other) throw new Error('two children are needed');
    const page = await backend.session(session);
    const alike = page.children.map((each) =>
      each.id === other.id ? { ...each, given_name: one.given_name, family_name: one.family_name } : each,
    );
    vi.spyOn(backend, 'session').mockResolvedValue({ ...page, children: alike });
    openApp(backend, `/sessions/${session}`);
    await screen.findByTestId('session');
    expect(screen.getAllByTestId('mark-namesake').map((mark) => mark.textContent)).toEqual([
      'Same name as another child here: check the date of birth',
      'Same name as another child here: check the date of birth',
    ]);
  });
});

describe('the filters', () => {
  it('show as many as they say, and one button clears them', async () => {
    const { backend, session } = await dayAt(/Alder/);
    const { user } = openApp(backend, `/sessions/${session}`);
    const status = await screen.findByLabelText<HTMLSelectElement>('Status');
    const option = within(status).getByRole<HTMLOptionElement>('option', { name: /^Needs triage/ });
    await user.selectOptions(status, option);
    const said = Number(/\((\d+)\)/.exec(option.textContent ?? '')?.[1]);
    await waitFor(() => expect(lines().length).toBe(said));
    await user.selectOptions(screen.getByLabelText('Year group'), '8');
    await waitFor(() => expect(lines().length).toBeLessThan(said));
    await user.click(screen.getByTestId('clear-filters'));
    await waitFor(() => expect(lines().length).toBe(34));
    expect(screen.queryByTestId('clear-filters')).toBeNull();
  });

  it('are still there when one comes back from a child', async () => {
    const { backend, session, who } = await dayAt(/Alder/);
    const { user } = openApp(backend, `/sessions/${session}`);
    await user.selectOptions(await screen.findByLabelText('Status'), 'ready');
    await user.click(screen.getByRole('link', { name: new RegExp(who({ hpv: 'ready' }).family_name, 'i') }));
    await user.click(await screen.findByRole('link', { name: 'Back to the session' }));
    expect((await screen.findByLabelText<HTMLSelectElement>('Status')).value).toBe('ready');
  });
});

describe('the register buttons', () => {
  it('say what holds once it is saved', async () => {
    const { backend, session, children } = await dayAt(/Alder/);
    const { user } = openApp(backend, `/sessions/${session}`);
    const name = fullName(children[0]!);
    await user.click(await screen.findByRole('button', { name: `Absent, ${name}` }));
    await waitFor(() => expect(screen.getByRole('button', { name: `Absent, ${name}` }).getAttribute('aria-pressed')).toBe('true'));
    expect(screen.getByRole('button', { name: `Attending, ${name}` }).getAttribute('aria-pressed')).toBe('false');
    expect(backend.book.waiting().map((entry) => [entry.kind, entry.detail])).toEqual([['attendance', 'not_attending']]);
    expect(within(lines()[0]!).getByTestId('mark-unsent')).toBeTruthy();
  });

  it('are not there where the school uses no register', async () => {
    const { backend, session } = await dayAt(/Wilfrid/);
    openApp(backend, `/sessions/${session}`);
    await screen.findAllByTestId('child');
    expect(screen.queryByRole('button', { name: /^Absent/ })).toBeNull();
  });

  it('fill the register, whose count follows', async () => {
    const { backend, session, children } = await dayAt(/Alder/);
    const { user } = openApp(backend, `/sessions/${session}/register`);
    await screen.findByTestId('register');
    expect(screen.getByTestId('register-progress').textContent).toBe('0 of 34 children registered');
    await user.selectOptions(screen.getByLabelText('Show'), 'left');
    await user.click(screen.getByRole('button', { name: `Attending, ${fullName(children[1]!)}` }));
    await waitFor(() => expect(screen.getByTestId('register-progress').textContent).toBe('1 of 34 children registered'));
    expect(screen.getByRole('button', { name: `Attending, ${fullName(children[1]!)}` })).toBeTruthy();
  });
});

it('a large school is drawn a part at a time, and the rest is a press away', async () => {
  const { backend, session, children } = await dayAt(/Alder/);
  const page = await backend.session(session);
  const many = Array.from({ length: 70 }, (_, at) => ({ ...children[0]!, id: `many-${at}` }));
  vi.spyOn(backend, 'session').mockResolvedValue({ ...page, children: many });
  const { user } = openApp(backend, `/sessions/${session}`);
  await waitFor(() => expect(lines().length).toBe(60));
  expect(screen.getByTestId('showing').textContent).toBe('70 children');
  await user.click(screen.getByText('Show 10 more children'));
  expect(lines().length).toBe(70);
  expect(screen.queryByTestId('more')).toBeNull();
});
