/** By which way the answer came. */
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { useTexts } from '../texts';
import { ROUTES } from './answers';
import type { ConsentFlow } from './ConsentPages';

export function RouteStep({ flow }: { flow: ConsentFlow }) {
  const t = useTexts('consent');
  const words = useFaultWords('consent');
  const { answers } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const routes = answers.route === 'website' ? [...ROUTES, 'website' as const] : ROUTES;
  const goOn = () => {
    const found = answers.route ? [] : [missing('route')];
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  return (
    <QuestionPage
      title={t('route.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="consent"
      faults={faults}
      onGoOn={goOn}
      testId="consent-route"
    >
      <Choice
        id="route"
        legend={t('route.title')}
        hideLegend
        error={faultOf(faults, 'route', words)}
        value={answers.route}
        onChange={(route) => flow.keep({ ...answers, route })}
        options={routes.map((route) => ({
          value: route,
          label: t(`route.${route}`),
          hint: route === 'self_consent' ? t('route.self_hint') : undefined,
        }))}
      />
    </QuestionPage>
  );
}
