/** Opening with this computer's keychain: what it means, on with the code once more, off at once. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import type { CommandError } from '../backend/generated/CommandError';
import type { Fault } from '../backend/generated/Fault';
import type { KeychainStanding } from '../backend/generated/KeychainStanding';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { RefusalMessage, TriesLeft } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useTexts } from '../texts';

/** What the team does not allow is not shown. */
export function Keychain({ standing }: { standing: KeychainStanding }) {
  const t = useTexts('settings');
  if (standing === 'not_allowed') return null;
  return (
    <section data-testid="keychain">
      <h2 className="nhsuk-heading-m">{t('keychain.title')}</h2>
      <p>{t('keychain.what')}</p>
      <p className="nhsuk-inset-text">{t('keychain.who')}</p>
      <p role="status" data-testid="keychain-standing">
        {standing === 'on' ? t('keychain.on') : standing === 'off' ? t('keychain.off') : t('keychain.absent')}
      </p>
      {standing === 'off' && <SwitchOn />}
      {standing === 'on' && <SwitchOff />}
    </section>
  );
}

function SwitchOn() {
  const t = useTexts('settings');
  const words = useFaultWords('settings');
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const act = useAct((backend, typed: string) => backend.useKeychain(typed));
  const submit = async () => {
    setFaults(code === '' ? [{ field: 'keychain-code', code: 'missing' }] : []);
    if (code === '') return;
    await act.run(code);
    setCode('');
  };
  return (
    <>
      <ErrorSummary faults={faults} namespace="settings" />
      {act.refusal && <Refused refusal={act.refusal} />}
      <AnswerForm onAnswer={submit}>
        <Secret
          id="keychain-code"
          kind="code"
          label={t('keychain.code')}
          hint={t('keychain.code_hint')}
          error={faultOf(faults, 'keychain-code', words)}
          autoComplete="off"
          value={code}
          onChange={setCode}
        />
        <Button type="submit" secondary disabled={act.busy} data-testid="keychain-on">
          {act.busy ? t('keychain.busy') : t('keychain.switch_on')}
        </Button>
      </AnswerForm>
    </>
  );
}

function Refused({ refusal }: { refusal: CommandError }) {
  const t = useTexts('settings');
  return (
    <>
      <RefusalMessage refusal={refusal} />
      <TriesLeft refusal={refusal} />
      {refusal.wait_seconds !== null && <p>{t('keychain.wait', { count: refusal.wait_seconds })}</p>}
    </>
  );
}

function SwitchOff() {
  const t = useTexts('settings');
  const act = useAct((backend) => backend.leaveKeychain());
  return (
    <>
      {act.refusal && <RefusalMessage refusal={act.refusal} />}
      <Button type="button" secondary disabled={act.busy} onClick={() => void act.run()} data-testid="keychain-off">
        {t('keychain.switch_off')}
      </Button>
    </>
  );
}
