/**
 * Which batch: those that are in date, earliest expiry first. Today's default is settled once and then this page is not shown any more
 * today. A batch that is not in the list can always be added.
 */
import { Checkboxes } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import type { BatchRow } from '../backend/generated/BatchRow';
import type { Fault } from '../backend/generated/Fault';
import { useAct } from '../shared/backend';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { day } from '../shared/format';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { RefusalMessage } from '../shared/Refusal';
import { useTexts } from '../texts';
import { chosenVaccine, type Flow } from './flow';

export function BatchStep({ flow }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const words = useFaultWords('vaccinate');
  const { answers } = flow;
  const vaccine = chosenVaccine(flow);
  const batches = flow.batches.filter((batch) => batch.vaccine.id === answers.vaccine);
  const chosen = batches.find((batch) => isSame(batch, answers.batch));
  const [faults, setFaults] = useState<Fault[]>([]);
  const [asDefault, setAsDefault] = useState(false);
  const setDefault = useAct((backend, batch: BatchRow) =>
    backend.setDefaultBatch({ programme: flow.programme, method: batch.vaccine.method, batch: batch.id }),
  );
  const goOn = async () => {
    const found = answers.batch ? [] : [missing('batch_number')];
    setFaults(found);
    if (found.length > 0) return;
    if (asDefault && chosen && !(await setDefault.run(chosen))) return;
    flow.goOn(answers);
  };
  const options = batches.map((batch) => ({ value: batch.id, label: batch.number, hint: hintOf(batch, t) }));
  // A correction may be of a batch that has since been archived or has run out: it stays as it was recorded.
  const recorded = answers.batch && !chosen ? answers.batch : null;
  if (recorded)
    options.push({
      value: 'recorded',
      label: t('batch.recorded', { number: recorded.number }),
      hint: t('batch.expires', { day: day(recorded.expiry) }),
    });
  return (
    <QuestionPage
      title={t('batch.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={() => void goOn()}
      busy={setDefault.busy}
      testId="step-batch"
    >
      {options.length === 0 ? (
        <p id="batch_number">{t('batch.none', { vaccine: vaccine?.brand ?? '' })}</p>
      ) : (
        <>
          <Choice
            id="batch_number"
            legend={vaccine?.brand ?? t('batch.title')}
            size="s"
            error={faultOf(faults, 'batch_number', words)}
            value={chosen?.id ?? (recorded ? 'recorded' : null)}
            onChange={(id) => {
              const batch = batches.find((each) => each.id === id);
              if (batch) flow.keep({ ...answers, batch: { number: batch.number, expiry: batch.expiry } });
            }}
            options={options}
          />
          <Checkboxes id="as-default" name="as-default" className="nhsuk-checkboxes--small">
            <Checkboxes.Item
              id="as-default-1"
              value="yes"
              checked={asDefault}
              hint={t('batch.as_default_hint')}
              onChange={(event) => setAsDefault(event.target.checked)}
            >
              {t('batch.as_default')}
            </Checkboxes.Item>
          </Checkboxes>
        </>
      )}
      {setDefault.refusal && <RefusalMessage refusal={setDefault.refusal} />}
      <p>
        <Link to={flow.to('new-batch')} data-testid="not-in-list">
          {t('batch.not_in_list')}
        </Link>
      </p>
    </QuestionPage>
  );
}

/** The same number with another expiry is another batch. */
function isSame(batch: BatchRow, other: { number: string; expiry: string } | null): boolean {
  return batch.number === other?.number && batch.expiry === other.expiry;
}

function hintOf(batch: BatchRow, t: ReturnType<typeof useTexts<'vaccinate'>>): string {
  const parts = [
    t('batch.expires', { day: day(batch.expiry) }),
    batch.default_today && t('batch.today'),
    batch.unsent && t('batch.unsent'),
  ];
  return parts.filter(Boolean).join(' · ');
}
