/** Which dose of the course, and whether all of it was given. Known beforehand in nearly every case; here to be changed. */
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { useTexts } from '../texts';
import type { Flow } from './flow';

export function DoseStep({ flow }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const words = useFaultWords('vaccinate');
  const { answers, panel } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const numbers = Array.from({ length: panel.most_doses }, (_, at) => at + 1);
  const goOn = () => {
    const found: Fault[] = [];
    if (answers.dose === null) found.push(missing('dose_sequence'));
    if (answers.full === null) found.push(missing('full_dose'));
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  return (
    <QuestionPage
      title={t('dose.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={goOn}
      testId="step-dose"
    >
      <Choice
        id="dose_sequence"
        legend={t('dose.sequence')}
        size="s"
        error={faultOf(faults, 'dose_sequence', words)}
        value={answers.dose === null ? null : String(answers.dose)}
        onChange={(dose) => flow.keep({ ...answers, dose: Number(dose) })}
        options={numbers.map((number) => ({
          value: String(number),
          label: t('dose.number', { number }),
          hint: number === panel.next_dose ? t('dose.next') : undefined,
        }))}
      />
      <Choice
        id="full_dose"
        legend={t('dose.full')}
        size="s"
        error={faultOf(faults, 'full_dose', words)}
        value={answers.full === null ? null : answers.full ? 'full' : 'half'}
        onChange={(amount) => flow.keep({ ...answers, full: amount === 'full' })}
        options={[
          { value: 'full', label: t('dose.full_dose') },
          { value: 'half', label: t('dose.half_dose') },
        ]}
      />
    </QuestionPage>
  );
}
