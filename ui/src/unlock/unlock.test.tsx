import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { CODE, PASSWORD } from '../backend/memory/desk';
import { openApp, press } from '../shared/test-app';

describe('several people on one laptop', () => {
  it('asks who it is, and says what of each is still to be sent', async () => {
    const { user } = openApp(memoryBackend('who'));
    const people = await screen.findAllByTestId('person');
    expect(people.map((each) => each.textContent)).toEqual([
      expect.stringMatching(/Nadia Rahman.*3 records still to be sent/),
      expect.stringMatching(/Priya Shah.*2 records still to be sent/),
    ]);
    await press(user, 'person-priya.shah');
    expect((await screen.findByTestId('unlock')).textContent).toContain('Priya Shah');
  });

  it('lets somebody else sign in beside them, and back', async () => {
    const { user } = openApp(memoryBackend('who'));
    await press(user, 'someone-else');
    expect((await screen.findByTestId('sign-in')).textContent).toContain('The work of others on this device stays as it is');
    await user.click(screen.getByRole('button', { name: 'Back to the names' }));
    expect(await screen.findByTestId('who')).toBeTruthy();
  });

  it('sends another’s records with a true account of what the service did', async () => {
    const { user } = openApp(memoryBackend('shared'), '/unsent');
    await press(user, 'send-others');
    expect((await screen.findByTestId('hand-in')).textContent).toContain('you cannot read them');
    await press(user, 'submit');
    const account = await screen.findByTestId('handed-in-account');
    expect(account.textContent).toBe('The service received 2 records.1 was new to it, and was taken.1 was there already.');
    await press(user, 'go-on');
    await screen.findByTestId('unsent');
    expect(screen.queryByTestId('others-waiting')).toBeNull();
  });
});

describe('a forgotten code', () => {
  async function ask() {
    const backend = memoryBackend('unlock_online');
    const { user } = openApp(backend);
    await press(user, 'forgotten');
    await user.type(await screen.findByLabelText('Your password'), PASSWORD);
    await press(user, 'submit');
    expect((await screen.findByTestId('release-words')).textContent).toBe('4F7-K2Q');
    return { backend, user };
  }

  it('is released by support, and a new one is chosen', async () => {
    const { backend } = await ask();
    act(() => backend.porch.supportDecides(true));
    expect((await screen.findByTestId('code-words')).textContent).toContain('Support has released your work');
  });

  it('can be waited for elsewhere, and come back to', async () => {
    const { user } = await ask();
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await user.click(screen.getByRole('button', { name: 'Back to the names' }));
    const card = await screen.findByTestId('release-card');
    await user.click(card.querySelector('button')!);
    expect(await screen.findByTestId('release-waiting')).toBeTruthy();
  });

  it('says so when support says no', async () => {
    const { backend } = await ask();
    act(() => backend.porch.supportDecides(false));
    expect((await screen.findByTestId('release-refused')).textContent).toContain('Nothing was deleted');
  });

  it('without a connection: nothing is deleted, a rescue file, or a new session beside it', async () => {
    const { user } = openApp(memoryBackend('unlock'));
    await press(user, 'forgotten');
    const page = await screen.findByTestId('forgotten-page');
    expect(page.textContent).toContain('Nothing is deleted');
    expect(screen.getByTestId('forgotten-offline')).toBeTruthy();
    await press(user, 'rescue-link');
    await press(user, 'submit');
    expect((await screen.findByTestId('rescue-records')).textContent).toBe('It holds 3 unsent records.');
    await press(user, 'go-on');
    await press(user, 'forgotten');
    await press(user, 'beside');
    expect((await screen.findByTestId('sign-in')).textContent).toContain('You need a connection to sign in');
  });
});

describe('after long without contact', () => {
  it('asks for the password beside the code, and destroys nothing', async () => {
    const { user } = openApp(memoryBackend('unlock_expired'));
    expect((await screen.findByTestId('expired')).textContent).toContain('Nothing was deleted');
    await user.type(screen.getByLabelText('Your code for working offline'), CODE);
    await press(user, 'submit');
    expect(await screen.findByRole('link', { name: 'Enter your password' })).toBeTruthy();
    await user.type(screen.getByLabelText('Your password'), PASSWORD);
    await press(user, 'submit');
    expect(await screen.findByTestId('strip')).toBeTruthy();
  });
});

describe('the keychain of this computer', () => {
  it('opens with one press after a start, and the code stands below it', async () => {
    const { user } = openApp(memoryBackend('unlock_keychain'));
    expect(await screen.findByLabelText('Your code for working offline')).toBeTruthy();
    await press(user, 'open-keychain');
    expect(await screen.findByTestId('strip')).toBeTruthy();
  });

  it('is not offered after a lock', async () => {
    const backend = memoryBackend('keychain_on');
    openApp(backend);
    await screen.findByTestId('strip');
    await act(() => backend.lock());
    expect(await screen.findByTestId('unlock')).toBeTruthy();
    expect(screen.queryByTestId('open-keychain')).toBeNull();
  });

  it('that gives nothing says so, counts no try, and leaves the code', async () => {
    const backend = memoryBackend('unlock_keychain');
    backend.porch.keychain = 'absent';
    const { user } = openApp(backend);
    await press(user, 'open-keychain');
    expect((await screen.findByTestId('refusal-no_keychain')).textContent).toContain('Your code opens Daybook as before');
    await user.type(screen.getByLabelText('Your code for working offline'), CODE);
    await press(user, 'submit');
    expect(await screen.findByTestId('strip')).toBeTruthy();
  });
});
