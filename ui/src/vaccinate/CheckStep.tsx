/** Everything once more, each answer changeable; then it is put on the disk, and one is back at the list. */
import { SummaryList } from 'nhsuk-react-components';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { VaccinationDraft } from '../backend/generated/VaccinationDraft';
import { useChildWords } from '../child/words';
import { useAct } from '../shared/backend';
import { CheckRow } from '../shared/Check';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { LONGEST_NOTE, Words, characters } from '../shared/fields';
import { day, fullName } from '../shared/format';
import { QuestionPage } from '../shared/QuestionPage';
import { RefusalMessage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { STATEMENTS, draftOf, identity, stepOf, type Answers } from './answers';
import { chosenVaccine, type Flow } from './flow';
import { GelatineWarning } from './GelatineWarning';
import { useProtocolWords } from './ProtocolStep';

interface CheckStepProps {
  flow: Flow;
  onSaved: (answers: Answers) => void;
  /** The list one goes back to. */
  list: string;
}

export function CheckStep({ flow, onSaved, list }: CheckStepProps) {
  const t = useTexts('vaccinate');
  const forms = useTexts('forms');
  const words = useFaultWords('vaccinate');
  const navigate = useNavigate();
  const { answers, page, session, programme } = flow;
  const save = useAct((backend, draft: VaccinationDraft) => backend.saveVaccination(draft));
  const [tooLong, setTooLong] = useState<Fault[]>([]);
  const faults = tooLong.length > 0 ? tooLong : (save.refusal?.faults ?? NONE);
  const confirm = async () => {
    const long: Fault[] = characters(answers.notes) > LONGEST_NOTE ? [{ field: 'notes', code: 'too_long' }] : [];
    setTooLong(long);
    if (long.length > 0) return;
    const done = await save.run(draftOf(answers, page.row.id, session, programme));
    if (!done) return;
    onSaved(answers);
    void navigate(list, { state: withNews({ what: 'vaccination', child: page.row.id, programme, changed: done.value.changed }) });
  };
  return (
    <QuestionPage
      title={t('check.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={() => void confirm()}
      goOn={save.busy ? forms('saving') : t(answers.saved ? 'check.confirm_again' : 'check.confirm')}
      busy={save.busy}
      testId="step-check"
    >
      {save.refusal && save.refusal.faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
      {answers.saved && <p className="nhsuk-inset-text db-inset">{t('check.saved')}</p>}
      <GelatineWarning flow={flow} />
      <Summary flow={flow} faults={faults} />
      <Words
        id="notes"
        label={t('check.notes')}
        error={faultOf(faults, 'notes', words)}
        rows={2}
        value={answers.notes}
        onChange={(notes) => flow.keep({ ...answers, notes })}
      />
    </QuestionPage>
  );
}

const NONE: Fault[] = [];

function Summary({ flow, faults }: { flow: Flow; faults: Fault[] }) {
  const t = useTexts('vaccinate');
  const codes = useTexts('codes');
  const child = useChildWords();
  const protocol = useProtocolWords();
  const { today } = useStatus();
  const { answers, page, panel } = flow;
  const vaccine = chosenVaccine(flow);
  const who = identity(answers);
  const row = (field: string, what: string, value: ReactNode) => (
    <Row key={field} flow={flow} faults={faults} field={field} what={what} value={value} />
  );
  return (
    <SummaryList className="db-check">
      <CheckRow what={t('check.child')}>
        <strong>{fullName(page.row)}</strong>
        <br />
        {child.born(page.row.date_of_birth, today)}
      </CheckRow>
      {row(
        'vaccine',
        t('check.vaccine'),
        [vaccine?.brand, vaccine?.contains_gelatine && t('vaccine.gelatine')].filter(Boolean).join(' · '),
      )}
      {row('site', t('check.site'), answers.site && codes(`site.${answers.site}`))}
      {row('method', t('check.method'), answers.method && codes(`method.${answers.method}`))}
      {row(
        'dose_sequence',
        t('check.dose'),
        t('check.dose_of', { number: answers.dose, most: panel.most_doses, amount: t(answers.full ? 'check.full' : 'check.half') }),
      )}
      {row(
        'batch_number',
        t('check.batch'),
        answers.batch && t('check.batch_value', { number: answers.batch.number, day: day(answers.batch.expiry) }),
      )}
      {row('protocol', t('check.protocol'), answers.protocol ? protocol(answers.protocol) : t('check.not_said'))}
      {row('identity_confirmed_by', t('check.identity'), who === 'child' ? t('identity.child') : (who ?? t('check.not_said')))}
      {row('pre_screening', t('check.pre_screening'), t('check.checked', { count: answers.statements.length, all: STATEMENTS.length }))}
      <CheckRow what={t('check.when')}>{t('check.today', { day: day(today) })}</CheckRow>
    </SummaryList>
  );
}

interface RowProps {
  flow: Flow;
  faults: Fault[];
  field: string;
  what: string;
  value: ReactNode;
}

/** Faults that have no row of their own are told in the row of the page on which they are answered. */
const SAME_ROW: Record<string, string[]> = {
  batch_number: ['batch_number', 'batch_expiry'],
  dose_sequence: ['dose_sequence', 'full_dose'],
};

function Row({ flow, faults, field, what, value }: RowProps) {
  const words = useFaultWords('vaccinate');
  const here = faults.filter((fault) => (SAME_ROW[field] ?? [field]).includes(fault.field));
  return (
    <CheckRow what={what} field={here[0]?.field ?? field} change={flow.to(stepOf(field))} errors={here.map(words)}>
      {value}
    </CheckRow>
  );
}
