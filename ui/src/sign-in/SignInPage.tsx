/** The first sign-in on this device: online, and it sets the code for working offline. */
import { Button, Details, Form, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import type { SignInForm } from '../backend/generated/SignInForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

export function SignInPage() {
  const t = useTexts('signIn');
  const words = useFaultWords('signIn');
  const status = useStatus();
  useOpenForm();
  const [form, setForm] = useState<SignInForm>({
    server: status.server,
    username: '',
    password: '',
    device_name: status.device_name,
    offline_code: '',
  });
  const [again, setAgain] = useState('');
  const [missing, setMissing] = useState<Fault[]>([]);
  const signIn = useAct((backend, filled: SignInForm) => backend.signIn(filled));
  const set = (field: keyof SignInForm) => (value: string) => setForm((before) => ({ ...before, [field]: value }));

  const submit = () => {
    const faults = faultsOf(form, again);
    setMissing(faults);
    if (faults.length === 0)
      void signIn.run({ ...form, server: form.server.trim(), username: form.username.trim(), device_name: form.device_name.trim() });
  };
  const refusal = signIn.refusal;
  const faults = missing.length > 0 ? missing : refusal?.code === 'weak_code' ? WEAK : refusal?.code === 'invalid' ? refusal.faults : [];
  const error = (field: string) => faultOf(faults, field, words);

  return (
    <Page title={t('title')} testId="sign-in">
      <ErrorSummary faults={faults} namespace="signIn" />
      {refusal && faults.length === 0 && <RefusalMessage refusal={refusal} />}
      <p>{t('lead')}</p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          id="username"
          name="username"
          label={t('username')}
          labelProps={{ size: 's' }}
          error={error('username')}
          width={20}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={form.username}
          onChange={(event) => set('username')(event.currentTarget.value)}
        />
        <Secret
          id="password"
          kind="password"
          label={t('password')}
          error={error('password')}
          autoComplete="current-password"
          value={form.password}
          onChange={set('password')}
        />
        <TextInput
          id="device_name"
          name="device_name"
          label={t('device_name')}
          labelProps={{ size: 's' }}
          hint={t('device_name_hint')}
          error={error('device_name')}
          width={20}
          autoComplete="off"
          value={form.device_name}
          onChange={(event) => set('device_name')(event.currentTarget.value)}
        />
        <Secret
          id="offline_code"
          kind="code"
          label={t('offline_code')}
          hint={t('offline_code_hint')}
          error={error('offline_code')}
          autoComplete="new-password"
          value={form.offline_code}
          onChange={set('offline_code')}
        />
        <Secret
          id="offline_code_again"
          kind="code"
          label={t('offline_code_again')}
          error={error('offline_code_again')}
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
        />
        <Details open={Boolean(error('server')) || form.server === ''}>
          <Details.Summary>{t('server')}</Details.Summary>
          <Details.Text>
            <TextInput
              id="server"
              name="server"
              type="url"
              label={t('server')}
              labelProps={{ size: 's' }}
              hint={t('server_hint')}
              error={error('server')}
              autoComplete="off"
              spellCheck={false}
              value={form.server}
              onChange={(event) => set('server')(event.currentTarget.value)}
            />
          </Details.Text>
        </Details>
        <Button type="submit" disabled={signIn.busy} data-testid="submit">
          {signIn.busy ? t('busy') : t('submit')}
        </Button>
      </Form>
    </Page>
  );
}

const WEAK: Fault[] = [{ field: 'offline_code', code: 'not_allowed' }];

/** What can be seen without asking; the rest is the service's to say. A code typed wrong could never be looked up, so it is typed twice. */
function faultsOf(form: SignInForm, again: string): Fault[] {
  const must = ['username', 'password', 'device_name', 'offline_code', 'server'] as const;
  const faults: Fault[] = must.filter((field) => form[field].trim() === '').map((field) => ({ field, code: 'missing' }));
  if (form.offline_code !== '' && again !== form.offline_code) faults.push({ field: 'offline_code_again', code: 'does_not_fit' });
  return faults;
}
