/** Recording that a vaccine was not given: why, then a last look. An absence is not a reason: it stands in the register. */
import { SummaryList } from 'nhsuk-react-components';
import { useState } from 'react';
import { Navigate, useLocation, useNavigate, useParams } from 'react-router';
import type { ChildPage } from '../backend/generated/ChildPage';
import type { Fault } from '../backend/generated/Fault';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { useChildWords } from '../child/words';
import { useAct } from '../shared/backend';
import { CheckRow } from '../shared/Check';
import { ChildForm, nothingElse, type AboutChild } from '../shared/child-form';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice, LONGEST_NOTE, Words, characters } from '../shared/fields';
import { day, fullName } from '../shared/format';
import { OpenForm } from '../shared/leaving';
import { notGivenPath, sessionPath } from '../shared/paths';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { RefusalMessage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useInHand, type InHand } from '../shared/shelf';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { OUTCOMES, beginNotGiven, notGivenDraft, notGivenFrom, type NotGivenAnswers } from './answers';

export function NotGivenPages() {
  const { session = '' } = useParams();
  return <ChildForm also={nothingElse}>{(about) => <Form {...about} session={session} />}</ChildForm>;
}

interface FormProps extends AboutChild<null> {
  session: RecordId;
}

function Form({ page, freshId, record, session, programme }: FormProps) {
  const { step } = useParams();
  const { search } = useLocation();
  const t = useTexts('notGiven');
  const codes = useTexts('codes');
  const base = notGivenPath(session, page.row.id, programme);
  const earlier = page.programmes.flatMap((panel) => panel.vaccinations).find((dose) => dose.id === record);
  const inHand = useInHand<NotGivenAnswers>(
    `not-given/${session}/${page.row.id}/${programme}/${record ?? ''}`,
    () => (earlier ? notGivenFrom(earlier) : beginNotGiven(freshId)),
    (lying) => step !== undefined || !lying.saved,
  );
  const answered = inHand.value.outcome !== null;
  if (step !== 'reason' && (step !== 'check' || !answered)) return <Navigate to={`${base}/reason${search}`} replace />;
  const props = { page, inHand, caption: t('caption', { name: fullName(page.row), programme: codes(`programme.${programme}`) }) };
  return (
    <OpenForm dirty={inHand.value.touched} within={base} onLeave={inHand.clear}>
      {step === 'reason' ? (
        <Reason {...props} next={`${base}/check${search}`} />
      ) : (
        <Check {...props} reason={`${base}/reason${search}`} session={session} programme={programme} />
      )}
    </OpenForm>
  );
}

interface PartProps {
  page: ChildPage;
  inHand: InHand<NotGivenAnswers>;
  caption: string;
}

function Reason({ inHand: { value: answers, set }, caption, next }: PartProps & { next: string }) {
  const t = useTexts('notGiven');
  const codes = useTexts('codes');
  const words = useFaultWords('notGiven');
  const navigate = useNavigate();
  const [faults, setFaults] = useState<Fault[]>([]);
  const keep = (more: Partial<NotGivenAnswers>) => set({ ...answers, ...more, touched: true });
  const goOn = () => {
    const found: Fault[] = answers.outcome ? [] : [missing('outcome')];
    if (characters(answers.notes) > LONGEST_NOTE) found.push({ field: 'notes', code: 'too_long' });
    setFaults(found);
    if (found.length === 0) void navigate(next);
  };
  return (
    <QuestionPage
      title={t('title')}
      caption={caption}
      back={() => void navigate(-1)}
      namespace="notGiven"
      faults={faults}
      onGoOn={goOn}
      testId="not-given-reason"
    >
      <Choice
        id="outcome"
        legend={t('title')}
        hideLegend
        error={faultOf(faults, 'outcome', words)}
        value={answers.outcome}
        onChange={(outcome) => keep({ outcome })}
        options={OUTCOMES.map((outcome) => ({ value: outcome, label: codes(`outcome.${outcome}`), hint: t(`outcome_hint.${outcome}`) }))}
      />
      <Words
        id="notes"
        label={t('notes')}
        error={faultOf(faults, 'notes', words)}
        value={answers.notes}
        onChange={(notes) => keep({ notes })}
      />
    </QuestionPage>
  );
}

function Check({
  page,
  inHand,
  caption,
  reason,
  session,
  programme,
}: PartProps & { reason: string; session: RecordId; programme: Programme }) {
  const t = useTexts('notGiven');
  const codes = useTexts('codes');
  const forms = useTexts('forms');
  const child = useChildWords();
  const words = useFaultWords('notGiven');
  const navigate = useNavigate();
  const { today } = useStatus();
  const answers = inHand.value;
  const save = useAct((backend) => backend.saveVaccination(notGivenDraft(answers, page.row.id, session, programme)));
  const faults = save.refusal?.faults ?? NONE;
  const errors = (field: string) => faults.filter((fault) => fault.field === field).map(words);
  const confirm = async () => {
    const done = await save.run();
    if (!done) return;
    inHand.set({ ...answers, saved: true, touched: false });
    void navigate(sessionPath(session), {
      state: withNews({ what: 'not_given', child: page.row.id, programme, changed: done.value.changed }),
    });
  };
  return (
    <QuestionPage
      title={t('check.title')}
      caption={caption}
      back={() => void navigate(-1)}
      namespace="notGiven"
      faults={faults}
      onGoOn={() => void confirm()}
      goOn={save.busy ? forms('saving') : t(answers.saved ? 'check.save_again' : 'check.save')}
      busy={save.busy}
      testId="not-given-check"
    >
      {save.refusal && faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
      {answers.saved && <p className="nhsuk-inset-text db-inset">{t('check.saved')}</p>}
      <SummaryList className="db-check">
        <CheckRow what={t('check.child')}>
          <strong>{fullName(page.row)}</strong>
          <br />
          {child.born(page.row.date_of_birth, today)}
        </CheckRow>
        <CheckRow what={t('check.programme')}>{codes(`programme.${programme}`)}</CheckRow>
        <CheckRow what={t('check.outcome')} field="outcome" change={reason} errors={errors('outcome')}>
          {answers.outcome && codes(`outcome.${answers.outcome}`)}
        </CheckRow>
        <CheckRow what={t('check.notes')} field="notes" change={reason} errors={errors('notes')}>
          {answers.notes.trim() || t('check.no_notes')}
        </CheckRow>
        <CheckRow what={t('check.when')}>{t('check.today', { day: day(today) })}</CheckRow>
      </SummaryList>
    </QuestionPage>
  );
}

const NONE: Fault[] = [];
