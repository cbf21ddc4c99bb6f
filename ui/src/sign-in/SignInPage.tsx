/**
 * Signing in on this device: online. The code for working offline is chosen on the pages after it, and before that nothing is kept.
 *
 * Also beside others who work on this device, and anew where one's own data was put aside.
 */
import { Button, Details, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import type { SignInForm } from '../backend/generated/SignInForm';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { BrowserFailed, BrowserPage } from './BrowserPage';

interface SignInPageProps {
  /** Her own data on this device does not open for her, and is put aside. */
  aside?: boolean;
  username?: string;
  onBack?: () => void;
}

export function SignInPage({ aside = false, username = '', onBack }: SignInPageProps) {
  const t = useTexts('signIn');
  const status = useStatus();
  useOpenForm();
  const [form, setForm] = useState<SignInForm>({
    server: status.server,
    username,
    password: '',
    device_name: status.device_name,
    set_aside: aside,
  });
  const [missing, setMissing] = useState<Fault[]>([]);
  const signIn = useAct((backend, filled: SignInForm) => backend.signIn(filled));
  const organisation = useAct((backend, server: string, device: string) => backend.signInThroughOrganisation(server, device));
  const set = (field: keyof SignInForm) => (value: string) => setForm((before) => ({ ...before, [field]: value }));
  const trimmed = { ...form, server: form.server.trim(), username: form.username.trim(), device_name: form.device_name.trim() };
  const submit = () => {
    const faults = faultsOf(form, ['username', 'password', 'device_name', 'server']);
    setMissing(faults);
    if (faults.length === 0) void signIn.run(trimmed);
  };
  const throughOrganisation = () => {
    const faults = faultsOf(form, ['device_name', 'server']);
    setMissing(faults);
    if (faults.length === 0) void organisation.run(trimmed.server, trimmed.device_name);
  };
  const going = status.browser_sign_in;
  if (going && !going.failed) return <BrowserPage going={going} />;
  const refusal = organisation.refusal ?? signIn.refusal;
  const faults = missing.length > 0 ? missing : refusal?.code === 'invalid' ? refusal.faults : [];
  const kind = aside ? 'aside' : onBack ? 'beside' : null;
  return (
    <Page title={kind ? t(`title_${kind}`) : t('title')} back={onBack} backLabel={t('back')} testId="sign-in">
      <ErrorSummary faults={faults} namespace="signIn" />
      {refusal && faults.length === 0 && <RefusalMessage refusal={refusal} />}
      {going?.failed && <BrowserFailed code={going.failed} />}
      <p>{kind ? t(`lead_${kind}`) : t('lead')}</p>
      <AnswerForm onAnswer={submit}>
        <Fields form={form} faults={faults} set={set} />
        <Button type="submit" disabled={signIn.busy} data-testid="submit">
          {signIn.busy ? t('busy') : t('submit')}
        </Button>
      </AnswerForm>
      {status.organisation_sign_in && !aside && (
        <Button type="button" secondary disabled={organisation.busy} onClick={throughOrganisation} data-testid="organisation">
          {t('organisation.button', { organisation: status.organisation_sign_in })}
        </Button>
      )}
    </Page>
  );
}

interface FieldsProps {
  form: SignInForm;
  faults: Fault[];
  set: (field: keyof SignInForm) => (value: string) => void;
}

function Fields({ form, faults, set }: FieldsProps) {
  const t = useTexts('signIn');
  const words = useFaultWords('signIn');
  const error = (field: string) => faultOf(faults, field, words);
  return (
    <>
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
    </>
  );
}

/** What can be seen without asking; the rest is the service's to say. */
function faultsOf(form: SignInForm, must: ('username' | 'password' | 'device_name' | 'server')[]): Fault[] {
  return must.filter((field) => form[field].trim() === '').map((field) => ({ field, code: 'missing' }));
}
