/**
 * What is checked before a vaccine is given. Nothing is ticked for the nurse; all must be ticked to go on, or it is "not today".
 *
 * What the family said about the child's health and what a nurse decided stand above, where they are needed.
 */
import { Checkboxes } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { PreScreening } from '../backend/generated/PreScreening';
import { HealthAnswers } from '../child/Consents';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { notGivenPath } from '../shared/paths';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { useTexts } from '../texts';
import { STATEMENTS, isAnswered } from './answers';
import type { Flow } from './flow';

export function PreScreeningStep({ flow }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const words = useFaultWords('vaccinate');
  const { answers, page } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const name = page.row.preferred_name ?? page.row.given_name;
  const goOn = () => {
    const found = isAnswered('pre-screening', answers) ? [] : [missing('statements')];
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  const tick = (statement: PreScreening, ticked: boolean) =>
    flow.keep({ ...answers, statements: STATEMENTS.filter((each) => (each === statement ? ticked : answers.statements.includes(each))) });
  const notToday = (
    <Link
      className="nhsuk-button nhsuk-button--secondary"
      to={notGivenPath(flow.session, page.row.id, flow.programme)}
      state={{ kept: true }}
      // Should it be today after all, everything is checked again.
      onClick={() => flow.keep({ ...answers, statements: [] })}
      data-testid="not-today"
    >
      {t('pre_screening.not_today')}
    </Link>
  );
  return (
    <QuestionPage
      title={t('pre_screening.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={goOn}
      beside={notToday}
      testId="step-pre-screening"
    >
      <Health flow={flow} />
      <Checkboxes
        id="statements"
        name="statements"
        legend={t('pre_screening.legend')}
        legendProps={{ size: 's' }}
        hint={t('pre_screening.hint')}
        error={faultOf(faults, 'statements', words)}
      >
        {STATEMENTS.map((statement) => (
          <Checkboxes.Item
            key={statement}
            id={`statements-${statement}`}
            value={statement}
            checked={answers.statements.includes(statement)}
            onChange={(event) => tick(statement, event.target.checked)}
          >
            {t(`pre_screening.${statement}`, { name })}
          </Checkboxes.Item>
        ))}
      </Checkboxes>
    </QuestionPage>
  );
}

function Health({ flow: { panel } }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const codes = useTexts('codes');
  const yes = panel.consents.flatMap((consent) => consent.health_answers).filter((answer) => answer.yes);
  const latest = panel.triage[0];
  if (yes.length === 0 && !latest) return null;
  return (
    <div className="db-attention-box" data-testid="health">
      <h2 className="nhsuk-heading-s">{t('pre_screening.health')}</h2>
      {panel.standing === 'triage_needed' && <p className="db-attention">{t('pre_screening.triage_needed')}</p>}
      <HealthAnswers answers={yes} />
      {latest && <p>{t('pre_screening.triage', { status: codes(`triage.${latest.status}`), notes: latest.notes ?? '' })}</p>}
    </div>
  );
}
