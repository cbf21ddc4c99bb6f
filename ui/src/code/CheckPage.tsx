/** The words once more, as typed by the person. Five at once may be pasted into the first field. */
import { Button, Fieldset, TextInput } from 'nhsuk-react-components';
import { useState, type ClipboardEvent } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useTexts } from '../texts';

const PLACES = [0, 1, 2, 3, 4];

export function CheckPage({ own, onBack }: { own: boolean; onBack: () => void }) {
  const t = useTexts('code');
  const [typed, setTyped] = useState(own ? [''] : PLACES.map(() => ''));
  const [faults, setFaults] = useState<Fault[]>([]);
  const confirm = useAct((backend, code: string) => backend.confirmCode(code));
  const submit = async () => {
    const empty = typed.findIndex((word) => word.trim() === '');
    setFaults(empty < 0 ? [] : [{ field: own ? 'code' : `word-${empty}`, code: 'missing' }]);
    if (empty < 0) await confirm.run(typed.join(' '));
  };
  const wrong = confirm.refusal?.code === 'does_not_match';
  return (
    <Page
      title={own ? t('check.title_own') : t('check.title')}
      back={onBack}
      backLabel={own ? t('check.back_own') : t('check.back_words')}
      testId="code-check"
    >
      <ErrorSummary faults={faults} namespace="code" />
      <div role="alert">
        {wrong && (
          <div className="db-refusal" data-testid="does-not-match">
            <p className="db-refusal__what">{t('check.wrong')}</p>
            <p>{t('check.wrong_next')}</p>
          </div>
        )}
      </div>
      {confirm.refusal && !wrong && <RefusalMessage refusal={confirm.refusal} />}
      <p>{t('check.lead')}</p>
      <AnswerForm onAnswer={submit}>
        {own ? (
          <OwnField typed={typed[0] ?? ''} setTyped={(code) => setTyped([code])} faults={faults} />
        ) : (
          <Words {...{ typed, setTyped, faults }} />
        )}
        <Button type="submit" disabled={confirm.busy} data-testid="submit">
          {confirm.busy ? t('check.busy') : t('check.submit')}
        </Button>
      </AnswerForm>
    </Page>
  );
}

function OwnField({ typed, setTyped, faults }: { typed: string; setTyped: (code: string) => void; faults: Fault[] }) {
  const t = useTexts('code');
  const words = useFaultWords('code');
  return (
    <Secret
      id="code"
      kind="code"
      label={t('check.label_own')}
      error={faultOf(faults, 'code', words)}
      autoComplete="new-password"
      value={typed}
      onChange={setTyped}
    />
  );
}

function Words({ typed, setTyped, faults }: { typed: string[]; setTyped: (typed: string[]) => void; faults: Fault[] }) {
  const t = useTexts('code');
  const words = useFaultWords('code');
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text').trim().split(/\s+/);
    if (pasted.length !== PLACES.length) return;
    event.preventDefault();
    setTyped(pasted);
  };
  return (
    <Fieldset>
      <Fieldset.Legend size="s">{t('check.legend')}</Fieldset.Legend>
      {PLACES.map((place) => (
        <TextInput
          key={place}
          id={`word-${place}`}
          name={`word-${place}`}
          label={t('check.word', { number: place + 1 })}
          error={faultOf(faults, `word-${place}`, words)}
          width={10}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={typed[place] ?? ''}
          onPaste={paste}
          onChange={(event) => setTyped(typed.map((word, each) => (each === place ? event.currentTarget.value : word)))}
        />
      ))}
    </Fieldset>
  );
}
