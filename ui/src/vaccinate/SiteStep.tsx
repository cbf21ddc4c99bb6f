/** Where on the body, and how. A spray goes in the nose: then there is nothing to choose. */
import { useState } from 'react';
import type { DeliverySite } from '../backend/generated/DeliverySite';
import type { Fault } from '../backend/generated/Fault';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { useTexts } from '../texts';
import { ARM_SITES, INJECTIONS, OTHER_SITES } from './answers';
import { chosenVaccine, type Flow } from './flow';

export function SiteStep({ flow }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const codes = useTexts('codes');
  const words = useFaultWords('vaccinate');
  const { answers } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const nasal = chosenVaccine(flow)?.method === 'nasal';
  const goOn = () => {
    const found: Fault[] = [];
    if (!answers.site) found.push(missing('site'));
    if (!answers.method) found.push(missing('method'));
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  const option = (site: DeliverySite) => ({ value: site, label: codes(`site.${site}`) });
  return (
    <QuestionPage
      title={t('site.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={goOn}
      testId="step-site"
    >
      {nasal ? (
        <Choice
          id="site"
          legend={t('site.legend')}
          size="s"
          hint={t('site.nose_text')}
          error={faultOf(faults, 'site', words)}
          value={answers.site}
          onChange={(site) => flow.keep({ ...answers, site, method: 'nasal_spray' })}
          options={[option('nose')]}
        />
      ) : (
        <>
          <Choice
            id="site"
            legend={t('site.legend')}
            size="s"
            columns
            error={faultOf(faults, 'site', words)}
            value={answers.site}
            onChange={(site) => flow.keep({ ...answers, site })}
            options={[...ARM_SITES, ...OTHER_SITES].map(option)}
          />
          <Choice
            id="method"
            legend={t('site.method')}
            size="s"
            columns
            error={faultOf(faults, 'method', words)}
            value={answers.method}
            onChange={(method) => flow.keep({ ...answers, method })}
            options={INJECTIONS.map((method) => ({ value: method, label: codes(`method.${method}`) }))}
          />
        </>
      )}
    </QuestionPage>
  );
}
