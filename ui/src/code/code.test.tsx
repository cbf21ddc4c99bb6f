import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { CODE } from '../backend/memory/desk';
import { openApp, press } from '../shared/test-app';

const shown = async () => (await screen.findAllByTestId('word')).map((word) => word.textContent);

describe('the code for working offline', () => {
  it('is five words, and others when one asks', async () => {
    const { user } = openApp(memoryBackend('choose_code'));
    expect(await shown()).toEqual(CODE.split(' '));
    await press(user, 'others');
    await waitFor(async () => expect(await shown()).not.toEqual(CODE.split(' ')));
    expect(await shown()).toHaveLength(5);
  });

  it('is shown again by Back until the check is passed, and the words stay the same', async () => {
    const { user } = openApp(memoryBackend('choose_code'));
    await press(user, 'others');
    await waitFor(async () => expect(await shown()).not.toEqual(CODE.split(' ')));
    const before = await shown();
    await press(user, 'go-on');
    await screen.findByTestId('code-check');
    expect(document.body.textContent).not.toContain(before[0]);
    await user.click(screen.getByRole('button', { name: 'Show me the words again' }));
    expect(await shown()).toEqual(before);
  });

  it('is not taken for known before it was typed: a wrong word keeps nothing on the device', async () => {
    const backend = memoryBackend('choose_code');
    const { user } = openApp(backend);
    await press(user, 'go-on');
    await user.click(await screen.findByLabelText('Word 1'));
    await user.paste('anchor bicycle cactus dolphin amber');
    await press(user, 'submit');
    expect((await screen.findByTestId('does-not-match')).textContent).toContain('Nothing has been kept on this device yet');
    expect((await backend.status()).stage).toBe('choose_code');
  });

  it('takes five pasted words at once', async () => {
    const { user } = openApp(memoryBackend('choose_code'));
    await press(user, 'go-on');
    await user.click(await screen.findByLabelText('Word 1'));
    await user.paste(` ${CODE}\n`);
    expect(screen.getByLabelText<HTMLInputElement>('Word 5').value).toBe('ember');
    await press(user, 'submit');
    expect(
      await screen.findByTestId('first-download', undefined, { timeout: 5000 }).catch(() => screen.findByTestId('ready')),
    ).toBeTruthy();
  });

  it('says which word is missing', async () => {
    const { user } = openApp(memoryBackend('choose_code'));
    await press(user, 'go-on');
    await press(user, 'submit');
    await user.click(await screen.findByRole('link', { name: 'Type all five words' }));
    expect(document.activeElement?.id).toBe('word-0');
  });

  it('may be a passphrase of one’s own, judged by the app as it is typed', async () => {
    const backend = memoryBackend('choose_code');
    const judge = vi.spyOn(backend, 'judgeCode');
    const { user } = openApp(backend);
    await press(user, 'own');
    await user.type(await screen.findByLabelText('Your passphrase'), 'short');
    await waitFor(() => expect(screen.getByTestId('strength').dataset.strength).toBe('too_short'));
    await press(user, 'submit');
    expect(await screen.findByRole('link', { name: 'Choose a stronger passphrase' })).toBeTruthy();
    await user.clear(screen.getByLabelText('Your passphrase'));
    await user.click(screen.getByLabelText('Your passphrase'));
    await user.paste('violet thunder over nine quiet harbours');
    await waitFor(() => expect(screen.getByTestId('strength').textContent).toBe('This is strong enough.'));
    expect(judge).toHaveBeenCalled();
    await press(user, 'submit');
    await user.type(await screen.findByLabelText('Your passphrase'), 'violet thunder over nine quiet harbours');
    await press(user, 'submit');
    await waitFor(async () => expect((await backend.status()).stage).not.toBe('choose_code'));
  });

  it('can be left: nothing was kept, and one signs in again', async () => {
    const { user } = openApp(memoryBackend('choose_code'));
    await press(user, 'cancel');
    expect(await screen.findByTestId('sign-in')).toBeTruthy();
  });
});

describe('signing in through one’s organisation', () => {
  it('shows the words to compare, and can be cancelled', async () => {
    const { user } = openApp(memoryBackend('sign_in_organisation'));
    await user.type(await screen.findByLabelText('Name of this device'), 'Nadia’s laptop');
    await press(user, 'organisation');
    expect((await screen.findByTestId('browser-words')).textContent).toBe('K7Q-4MX');
    await press(user, 'cancel');
    expect(await screen.findByTestId('sign-in')).toBeTruthy();
  });

  it('says why nobody came in, and can be begun again', async () => {
    const backend = memoryBackend('sign_in_organisation');
    const { user } = openApp(backend);
    await user.type(await screen.findByLabelText('Name of this device'), 'Nadia’s laptop');
    await press(user, 'organisation');
    await screen.findByTestId('browser-words');
    act(() => backend.browserEnds('service_failing'));
    expect((await screen.findByTestId('browser-failed')).textContent).toContain('Nobody signed in');
    act(() => backend.browserEnds('already_here'));
    expect((await screen.findByTestId('browser-failed')).textContent).not.toContain('Nobody signed in');
    await press(user, 'organisation');
    expect(await screen.findByTestId('browser-words')).toBeTruthy();
  });
});
