/** The code chosen on this device, after a restart or a lock. A wrong one says how many tries remain before a wait. */
import { Button } from 'nhsuk-react-components';
import { useEffect, useState } from 'react';
import type { CommandError } from '../backend/generated/CommandError';
import type { Fault } from '../backend/generated/Fault';
import type { PersonLine } from '../backend/generated/PersonLine';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage, TriesLeft } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useTexts } from '../texts';
import { NoticeLine } from './NoticeLine';
import { WithKeychain } from './WithKeychain';

interface UnlockPageProps {
  person: PersonLine;
  onOthers: () => void;
  onForgotten: () => void;
  onDamaged: () => void;
  onRescue: () => void;
}

export function UnlockPage({ person, onOthers, onForgotten, onDamaged, onRescue }: UnlockPageProps) {
  const t = useTexts('unlock');
  const { expired } = person;
  useOpenForm();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const unlock = useAct((backend, typed: string, secret: string) =>
    expired ? backend.unlockExpired(person.person, typed, secret) : backend.unlock(person.person, typed),
  );
  const refusal = unlock.refusal;
  // Whichever was said last: by the refusal of this try, or by the status when the page opened.
  const left = useCountdown(refusal?.code === 'wait' ? (refusal.wait_seconds ?? 0) : person.wait_seconds, refusal);
  useEffect(() => {
    if (refusal?.code === 'damaged') onDamaged();
  }, [refusal, onDamaged]);

  const submit = async () => {
    const missing = [...(expired && password === '' ? ['password'] : []), ...(code === '' ? ['code'] : [])];
    setFaults(missing.map((field) => ({ field, code: 'missing' })));
    if (missing.length > 0) return;
    if (await unlock.run(code, password)) return;
    setCode('');
    document.getElementById('code')?.focus();
  };

  return (
    <Page title={expired ? t('expired.title') : t('title')} back={onOthers} backLabel={t('others')} testId="unlock">
      <ErrorSummary faults={faults} namespace="unlock" />
      <NoticeLine />
      <p>{t('who', { name: person.name })}</p>
      {person.waiting > 0 && <p data-testid="person-waiting">{t('waiting', { count: person.waiting })}</p>}
      {expired ? <Expired onRescue={onRescue} /> : <WithKeychain person={person} onDamaged={onDamaged} />}
      <Answer refusal={refusal} left={left} />
      <AnswerForm onAnswer={submit}>
        {expired && <Password person={person} faults={faults} value={password} onChange={setPassword} />}
        <Code faults={faults} value={code} onChange={setCode} />
        <Button type="submit" secondary={person.keychain} disabled={unlock.busy || left > 0} data-testid="submit">
          {t('submit')}
        </Button>
      </AnswerForm>
      <button type="button" className="db-link" onClick={onForgotten} data-testid="forgotten">
        {t('forgotten')}
      </button>
    </Page>
  );
}

function Password({ person, faults, ...field }: { person: PersonLine; faults: Fault[]; value: string; onChange: (value: string) => void }) {
  const t = useTexts('unlock');
  const words = useFaultWords('unlock');
  return (
    <Secret
      id="password"
      kind="password"
      label={t('expired.password')}
      hint={t('expired.password_hint', { username: person.username })}
      error={faultOf(faults, 'password', words)}
      autoComplete="current-password"
      {...field}
    />
  );
}

function Code({ faults, ...field }: { faults: Fault[]; value: string; onChange: (value: string) => void }) {
  const t = useTexts('unlock');
  const words = useFaultWords('unlock');
  const error = faultOf(faults, 'code', words);
  return <Secret id="code" kind="code" label={t('code')} hint={t('code_hint')} error={error} autoComplete="off" {...field} />;
}

function Expired({ onRescue }: { onRescue: () => void }) {
  const t = useTexts('unlock');
  return (
    <div data-testid="expired">
      <p>{t('expired.what')}</p>
      <div className="db-safe">
        <p>{t('expired.safe')}</p>
        <p>
          <button type="button" className="db-link" onClick={onRescue} data-testid="rescue-link">
            {t('expired.rescue')}
          </button>
        </p>
      </div>
    </div>
  );
}

/** What became of the last try. */
function Answer({ refusal, left }: { refusal: CommandError | undefined; left: number }) {
  const t = useTexts('unlock');
  if (left > 0) return <Wait left={left} />;
  return (
    <>
      <div role="alert">
        {refusal?.code === 'wrong_code' && (
          <div className="db-refusal" data-testid="wrong-code">
            <p className="db-refusal__what">{t('wrong')}</p>
            <TriesLeft refusal={refusal} />
            <p>{t('safe')}</p>
          </div>
        )}
        {refusal?.code === 'wait' && <p>{t('wait_over')}</p>}
      </div>
      {refusal && refusal.code !== 'wrong_code' && refusal.code !== 'wait' && <RefusalMessage refusal={refusal} />}
    </>
  );
}

function Wait({ left }: { left: number }) {
  const t = useTexts('unlock');
  const [announced] = useState(left);
  const words = (seconds: number) => (seconds > 90 ? t('minutes', { count: Math.ceil(seconds / 60) }) : t('seconds', { count: seconds }));
  return (
    <div className="db-refusal" data-testid="wait">
      <p className="db-refusal__what">{t('wait_title')}</p>
      <p aria-hidden="true">{t('wait', { left: words(left) })}</p>
      <p className="nhsuk-u-visually-hidden" role="alert">
        {t('wait', { left: words(announced) })}
      </p>
      <p>{t('safe')}</p>
    </div>
  );
}

/** Seconds left of `from`, counted from when `since` came. */
function useCountdown(from: number, since: unknown): number {
  const [ends, setEnds] = useState(() => ({ from, since, at: Date.now() + from * 1000 }));
  const [now, setNow] = useState(() => Date.now());
  if (ends.since !== since || ends.from < from) setEnds({ from, since, at: now + from * 1000 });
  const left = Math.max(0, Math.ceil((ends.at - now) / 1000));
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(tick);
  }, []);
  return left;
}
