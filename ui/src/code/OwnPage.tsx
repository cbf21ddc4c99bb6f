/** A passphrase of one's own: judged by the app as it is typed, and said in words. */
import { Button } from 'nhsuk-react-components';
import { useEffect, useState } from 'react';
import type { CodeStrength } from '../backend/generated/CodeStrength';
import type { Fault } from '../backend/generated/Fault';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct, useBackend } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useTexts } from '../texts';

/** Long enough that not every letter is judged aloud, short enough that one does not wait. */
const REST_MS = 250;

export function OwnPage({ onGoOn, onBack }: { onGoOn: () => void; onBack: () => void }) {
  const t = useTexts('code');
  const words = useFaultWords('code');
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const strength = useStrength(code);
  const propose = useAct((backend, typed: string) => backend.proposeCode(typed));
  const submit = async () => {
    const empty = code.trim() === '';
    setFaults(empty ? [{ field: 'code', code: 'missing' }] : []);
    if (!empty && (await propose.run(code))) onGoOn();
  };
  const weak: Fault[] = propose.refusal?.code === 'weak_code' ? [{ field: 'code', code: 'not_allowed' }] : [];
  const all = faults.length > 0 ? faults : weak;
  return (
    <Page title={t('own.title')} back={onBack} backLabel={t('own.back')} testId="code-own">
      <ErrorSummary faults={all} namespace="code" />
      {propose.refusal && all.length === 0 && <RefusalMessage refusal={propose.refusal} />}
      <AnswerForm onAnswer={submit}>
        <Secret
          id="code"
          kind="code"
          label={t('own.label')}
          hint={t('own.hint')}
          error={faultOf(all, 'code', words)}
          autoComplete="new-password"
          value={code}
          onChange={setCode}
        />
        <p className={`db-strength db-strength--${strength ?? 'none'}`} role="status" data-testid="strength" data-strength={strength}>
          {strength ? t(`own.${strength}`) : ''}
        </p>
        <Button type="submit" disabled={propose.busy} data-testid="submit">
          {t('own.go_on')}
        </Button>
      </AnswerForm>
    </Page>
  );
}

/** What the app says of what is typed, a moment after it was typed. */
function useStrength(code: string): CodeStrength | undefined {
  const backend = useBackend();
  const [judged, setJudged] = useState<{ code: string; strength: CodeStrength }>();
  useEffect(() => {
    if (code === '') return;
    let here = true;
    const rest = setTimeout(() => {
      void backend.judgeCode(code).then((strength) => here && setJudged({ code, strength }));
    }, REST_MS);
    return () => {
      here = false;
      clearTimeout(rest);
    };
  }, [backend, code]);
  return code === '' ? undefined : judged?.strength;
}
