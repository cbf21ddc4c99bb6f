/** The code chosen on this device, after a restart or a lock. A wrong one says how many tries remain before a wait. */
import { Button, Form } from 'nhsuk-react-components';
import { useEffect, useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

export function UnlockPage() {
  const t = useTexts('unlock');
  const words = useFaultWords('unlock');
  const { locked } = useStatus();
  useOpenForm();
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const unlock = useAct((backend, typed: string) => backend.unlock(typed));
  const refusal = unlock.refusal;
  // Whichever was said last: by the refusal of this try, or by the status when the page opened.
  const left = useCountdown(refusal?.code === 'wait' ? (refusal.wait_seconds ?? 0) : (locked?.wait_seconds ?? 0), refusal);

  const submit = async () => {
    setFaults(code === '' ? MISSING : []);
    if (code === '') return;
    const done = await unlock.run(code);
    if (!done) {
      setCode('');
      document.getElementById('code')?.focus();
    }
  };

  return (
    <Page title={t('title')} testId="unlock">
      <ErrorSummary faults={faults} namespace="unlock" />
      {locked && <p>{t('who', { name: locked.name })}</p>}
      {left > 0 ? (
        <Wait left={left} />
      ) : (
        <div role="alert">
          {refusal?.code === 'wrong_code' && (
            <div className="db-refusal" data-testid="wrong-code">
              <p className="db-refusal__what">{t('wrong')}</p>
              {refusal.tries_left !== null && <p>{t('tries', { count: refusal.tries_left })}</p>}
              <p>{t('safe')}</p>
            </div>
          )}
          {refusal?.code === 'wait' && <p>{t('wait_over')}</p>}
        </div>
      )}
      {refusal && refusal.code !== 'wrong_code' && refusal.code !== 'wait' && <RefusalMessage refusal={refusal} />}
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Secret
          id="code"
          kind="code"
          label={t('code')}
          hint={t('code_hint')}
          error={faultOf(faults, 'code', words)}
          autoComplete="off"
          value={code}
          onChange={setCode}
        />
        <Button type="submit" disabled={unlock.busy || left > 0} data-testid="submit">
          {t('submit')}
        </Button>
      </Form>
    </Page>
  );
}

const MISSING: Fault[] = [{ field: 'code', code: 'missing' }];

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
