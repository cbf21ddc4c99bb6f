import { renderHook, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { CODE, PASSWORD } from '../backend/memory/desk';
import { usePartName } from '../first-download/words';
import { openApp, press } from '../shared/test-app';
import { speak } from '../translation/language';

/** Reads the five words as a person would, and types them on the next page. */
async function passTheCheck(user: ReturnType<typeof openApp>['user']) {
  const words = (await screen.findAllByTestId('word')).map((word) => word.textContent ?? '');
  await press(user, 'go-on');
  for (const [place, word] of words.entries()) await user.type(screen.getByLabelText(`Word ${place + 1}`), word);
  await press(user, 'submit');
}

describe('signing in', () => {
  it('goes on to the first download by itself, and ends in "Ready to go offline"', async () => {
    const { user } = openApp(memoryBackend('sign_in'));
    await user.type(await screen.findByLabelText('Username'), 'nadia.rahman');
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.type(screen.getByLabelText('Name of this device'), 'Nadia’s laptop');
    await press(user, 'submit');
    await passTheCheck(user);
    expect(await screen.findByTestId('ready')).toBeTruthy();
    expect(await screen.findByText('Alder Park School: 34 children')).toBeTruthy();
    await press(user, 'go-to-sessions');
    expect(await screen.findByTestId('strip')).toBeTruthy();
  });

  it('says field by field what is missing, and takes the focus there', async () => {
    const { user } = openApp(memoryBackend('sign_in'));
    await press(user, 'submit');
    const summary = await screen.findByTestId('error-summary');
    await waitFor(() => expect(summary.contains(document.activeElement) || summary === document.activeElement).toBe(true));
    await user.click(screen.getByRole('link', { name: 'Enter your username' }));
    expect(document.activeElement?.id).toBe('username');
  });

  it('takes a pasted password', async () => {
    const { user } = openApp(memoryBackend('sign_in'));
    await user.click(await screen.findByLabelText('Password'));
    await user.paste(PASSWORD);
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe(PASSWORD);
  });
});

describe('the first download', () => {
  it('goes on from where it was when the link was lost', async () => {
    const backend = memoryBackend('first_download', { end: 'service_failing', connection: 'service_failing' });
    const { user } = openApp(backend);
    expect((await screen.findByTestId('first-download-paused')).textContent).toContain('What has come down is kept.');
    backend.connection = 'online';
    backend.end = 'completed';
    await press(user, 'try-again');
    expect(await screen.findByTestId('ready')).toBeTruthy();
  });
});

describe('the parts of the first download', () => {
  afterEach(() => speak('en'));

  it('are named in the person’s language, and places and teams as they are called', async () => {
    await speak('pt');
    openApp(memoryBackend('first_download', { pace: 200 }));
    const parts = (await screen.findAllByTestId('part')).map((part) => part.querySelector('.db-parts__name')?.textContent);
    expect(parts[0]).toBe('Vacinas, locais e pessoal');
    expect(parts.slice(-6)).toEqual([
      'North Larkshire school team',
      'Mill Valley',
      'Formulários: Nets',
      'Palavras noutras línguas: Nets',
      'Painéis: Nets',
      'Contactos de emergência',
    ]);
    const bars = screen.getAllByRole('progressbar').map((bar) => bar.getAttribute('aria-label'));
    expect(bars).toEqual(parts);
  });

  it('have words of ours for the schools that are none', async () => {
    await speak('fr');
    const { result } = renderHook(() => usePartName());
    const school = (urn: string, name: string) => result.current({ scope: `school:${urn}`, unit: 'records', name });
    expect([school('888888', 'School not known'), school('999999', 'Home-educated'), school('100000', 'Oak Lane')]).toEqual([
      'École inconnue',
      'Instruction à domicile',
      'Oak Lane',
    ]);
  });
});

describe('unlocking', () => {
  it('says how many tries remain after a wrong code', async () => {
    const { user } = openApp(memoryBackend('unlock'));
    await user.type(await screen.findByLabelText('Your code for working offline'), '111111');
    await press(user, 'submit');
    expect((await screen.findByTestId('wrong-code')).textContent).toContain('4 more tries');
  });

  it('counts down while one has to wait', async () => {
    openApp(memoryBackend('unlock_wait'));
    expect((await screen.findByTestId('wait')).textContent).toMatch(/You can try again in 4\d seconds/);
    expect(screen.getByTestId<HTMLButtonElement>('submit').disabled).toBe(true);
  });

  it('opens with the right code, and locks again', async () => {
    const { user } = openApp(memoryBackend('unlock'));
    await user.type(await screen.findByLabelText('Your code for working offline'), CODE);
    await press(user, 'submit');
    await press(user, 'lock');
    expect(await screen.findByTestId('unlock')).toBeTruthy();
  });
});

describe('an address that is no page', () => {
  it('says that nothing is lost and leads back', async () => {
    openApp(memoryBackend(), '/nowhere');
    expect((await screen.findByTestId('not-found')).textContent).toContain('Nothing is lost');
  });
});
