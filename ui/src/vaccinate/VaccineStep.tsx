/** Which product. The method, and for a spray the site, follow from it. */
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import type { VaccineRow } from '../backend/generated/VaccineRow';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { useTexts } from '../texts';
import { withVaccine } from './answers';
import type { Flow } from './flow';
import { GelatineWarning } from './GelatineWarning';

export function VaccineStep({ flow }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const words = useFaultWords('vaccinate');
  const about = useAbout(flow);
  const { answers, vaccines, batches } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const goOn = () => {
    const found = answers.vaccine ? [] : [missing('vaccine')];
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  const choose = (id: string) => {
    const vaccine = vaccines.find((each) => each.id === id);
    if (vaccine) flow.keep(withVaccine(answers, vaccine, batches));
  };
  return (
    <QuestionPage
      title={t('vaccine.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={goOn}
      testId="step-vaccine"
    >
      <Choice
        id="vaccine"
        legend={t('vaccine.title')}
        hideLegend
        error={faultOf(faults, 'vaccine', words)}
        value={answers.vaccine}
        onChange={choose}
        options={vaccines.map((vaccine) => ({ value: vaccine.id, label: vaccine.brand, hint: about(vaccine) }))}
      />
      <GelatineWarning flow={flow} />
    </QuestionPage>
  );
}

function useAbout({ batches }: Flow): (vaccine: VaccineRow) => string {
  const t = useTexts('vaccinate');
  return (vaccine) => {
    const today = batches.find((batch) => batch.default_today && batch.vaccine.id === vaccine.id);
    const parts = [
      t(`vaccine.${vaccine.method}`, { dose: vaccine.dose_ml }),
      vaccine.contains_gelatine && t('vaccine.gelatine'),
      today && t('vaccine.default', { batch: today.number }),
    ];
    return parts.filter(Boolean).join(' · ');
  };
}
