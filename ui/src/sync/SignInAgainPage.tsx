/** The sign-in has ended: the password again, and the sync goes straight on. The code for working offline stays as it is. */
import { Button, TextInput } from 'nhsuk-react-components';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useStatus } from '../shared/status';
import { BrowserFailed, BrowserPage } from '../sign-in/BrowserPage';
import { useTexts } from '../texts';
import { useFrom } from './from';

export function SignInAgainPage() {
  const t = useTexts('signIn');
  const words = useFaultWords('signIn');
  const status = useStatus();
  const navigate = useNavigate();
  const { from, state } = useFrom();
  useOpenForm();
  const [username, setUsername] = useState(status.person?.username ?? '');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<Fault[]>([]);
  const signIn = useAct((backend) =>
    backend.signIn({ server: status.server, username: username.trim(), password, device_name: status.device_name, set_aside: false }),
  );
  const organisation = useAct((backend) => backend.signInThroughOrganisation(status.server, status.device_name));
  const going = status.browser_sign_in;
  const browser = useRef<'away' | 'cancelled' | null>(null);
  useEffect(() => {
    if (!going && browser.current === 'away') void navigate('/sync/run', { replace: true, state });
    if (!going || going.failed) browser.current = null;
    else browser.current ??= 'away';
  }, [going, navigate, state]);
  const submit = async () => {
    const faults = Object.entries({ username, password })
      .filter(([, typed]) => typed.trim() === '')
      .map(([field]): Fault => ({ field, code: 'missing' }));
    setMissing(faults);
    if (faults.length === 0 && (await signIn.run())) void navigate('/sync/run', { replace: true, state });
  };
  const faults = missing.length > 0 ? missing : (signIn.refusal?.faults ?? []);
  const refusal = organisation.refusal ?? signIn.refusal;
  if (going && !going.failed) return <BrowserPage going={going} onCancel={() => (browser.current = 'cancelled')} />;
  return (
    <Page title={t('again.title')} testId="sign-in-again">
      <ErrorSummary faults={faults} namespace="signIn" />
      {refusal && faults.length === 0 && <RefusalMessage refusal={refusal} />}
      {going?.failed && <BrowserFailed code={going.failed} />}
      <p>{t('again.lead')}</p>
      <AnswerForm onAnswer={submit}>
        <TextInput
          id="username"
          name="username"
          label={t('username')}
          labelProps={{ size: 's' }}
          error={faultOf(faults, 'username', words)}
          width={20}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <Secret
          id="password"
          kind="password"
          label={t('password')}
          error={faultOf(faults, 'password', words)}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <div className="nhsuk-button-group">
          <Button type="submit" disabled={signIn.busy} data-testid="submit">
            {signIn.busy ? t('busy') : t('again.submit')}
          </Button>
          <button type="button" className="db-link" data-testid="carry-on" onClick={() => void navigate(from, { replace: true })}>
            {t('again.not_now')}
          </button>
        </div>
      </AnswerForm>
      {status.organisation_sign_in && (
        <Button type="button" secondary disabled={organisation.busy} onClick={() => void organisation.run()} data-testid="organisation">
          {t('organisation.button', { organisation: status.organisation_sign_in })}
        </Button>
      )}
    </Page>
  );
}
