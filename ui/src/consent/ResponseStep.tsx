/** The answer itself, and for a refusal the reason. */
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice, LONGEST_NOTE, Words, characters } from '../shared/fields';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { useTexts } from '../texts';
import { REASONS, RESPONSES } from './answers';
import type { ConsentFlow } from './ConsentPages';

export function ResponseStep({ flow }: { flow: ConsentFlow }) {
  const t = useTexts('consent');
  const codes = useTexts('codes');
  const words = useFaultWords('consent');
  const { answers } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const goOn = () => {
    const found: Fault[] = [];
    if (!answers.response) found.push(missing('response'));
    if (answers.response === 'refused' && !answers.reason) found.push(missing('reason_for_refusal'));
    if (characters(answers.notes) > LONGEST_NOTE) found.push({ field: 'notes', code: 'too_long' });
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  const reasons = (
    <Choice
      id="reason_for_refusal"
      legend={t('response.reason')}
      size="s"
      error={faultOf(faults, 'reason_for_refusal', words)}
      value={answers.reason}
      onChange={(reason) => flow.keep({ ...answers, reason })}
      options={REASONS.map((reason) => ({
        value: reason,
        label: codes(`refusal_reason.${reason}`),
        hint: reason === 'contains_gelatine' ? t('response.gelatine_hint') : undefined,
      }))}
    />
  );
  return (
    <QuestionPage
      title={t('response.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="consent"
      faults={faults}
      onGoOn={goOn}
      testId="consent-response"
    >
      <Choice
        id="response"
        legend={t('response.title')}
        hideLegend
        error={faultOf(faults, 'response', words)}
        value={answers.response}
        onChange={(response) => flow.keep({ ...answers, response })}
        options={RESPONSES.map((response) => ({ value: response, label: t(`response.${response}`) }))}
      />
      {answers.response === 'refused' && reasons}
      <Words
        id="notes"
        label={t('response.notes')}
        error={faultOf(faults, 'notes', words)}
        rows={3}
        value={answers.notes}
        onChange={(notes) => flow.keep({ ...answers, notes })}
      />
    </QuestionPage>
  );
}
