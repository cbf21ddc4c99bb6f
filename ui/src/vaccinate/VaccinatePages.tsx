/**
 * Recording a vaccination, one thing a page.
 *
 * The record's id is there before the first page, so that confirming twice, or going back after it is saved and confirming again,
 * edits one record. What is answered lies in memory until it is saved or the person leaves.
 */
import { Navigate, useLocation, useNavigate, useParams } from 'react-router';
import type { Backend } from '../backend';
import type { BatchRow } from '../backend/generated/BatchRow';
import type { ChildPage } from '../backend/generated/ChildPage';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import type { VaccineRow } from '../backend/generated/VaccineRow';
import { ChildForm, type AboutChild } from '../shared/child-form';
import { fullName } from '../shared/format';
import { OpenForm } from '../shared/leaving';
import { sessionPath, vaccinatePath } from '../shared/paths';
import { useInHand } from '../shared/shelf';
import { useTexts } from '../texts';
import { STEPS, begin, fromRow, mayOpen, nextStep, type Answers, type Step } from './answers';
import { AddBatchStep } from './AddBatchStep';
import { BatchStep } from './BatchStep';
import { CheckStep } from './CheckStep';
import { DoseStep } from './DoseStep';
import type { Flow } from './flow';
import { IdentityStep } from './IdentityStep';
import { PreScreeningStep } from './PreScreeningStep';
import { ProtocolStep } from './ProtocolStep';
import { SiteStep } from './SiteStep';
import { VaccineStep } from './VaccineStep';

interface Stock {
  vaccines: VaccineRow[];
  batches: BatchRow[];
}

async function stock(backend: Backend, programme: Programme): Promise<Stock> {
  const [vaccines, batches] = await Promise.all([backend.vaccines(programme), backend.batches(programme)]);
  return { vaccines, batches };
}

export function VaccinatePages() {
  const { session = '' } = useParams();
  return <ChildForm also={stock}>{(about) => <Form {...about} session={session} />}</ChildForm>;
}

interface FormProps extends AboutChild<Stock> {
  session: RecordId;
}

function Form({ page, freshId, session, programme, record, more: { vaccines, batches } }: FormProps) {
  const { step } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const caption = useCaption(page, programme, record !== null);
  const base = vaccinatePath(session, page.row.id, programme);
  const panel = page.programmes.find((each) => each.programme === programme);
  const protocol = useInHand<string | null>(`protocol/${session}/${programme}`, () => null);
  const earlier = panel?.vaccinations.find((dose) => dose.id === record);
  const inHand = useInHand<Answers>(
    `vaccinate/${session}/${page.row.id}/${programme}/${record ?? ''}`,
    () => (earlier ? fromRow(earlier) : begin(freshId, { vaccines, batches, nextDose: panel?.next_dose ?? 1, protocol: protocol.value })),
    // Opening the form anew after something was saved starts afresh; coming back to one of its pages edits what was saved.
    (lying) => step !== undefined || !lying.saved,
  );
  const answers = inHand.value;
  if (!panel) return null;

  const to = (next: Step | 'new-batch') => `${base}/${next}${search}`;
  const keep = (next: Answers) => inHand.set({ ...next, touched: true });
  const flow: Flow = {
    page,
    panel,
    session,
    programme,
    vaccines,
    batches,
    answers,
    keep,
    goOn: (next, how) => {
      keep(next);
      void navigate(to(nextStep(next)), how);
    },
    to,
    back: () => void navigate(-1),
    caption,
  };
  if (step === undefined || !isStep(step)) return <Navigate to={to(nextStep(answers))} replace />;
  if (!mayOpen(step === 'new-batch' ? 'batch' : step, answers)) return <Navigate to={to(nextStep(answers))} replace />;
  return (
    <OpenForm dirty={answers.touched} within={base} onLeave={inHand.clear}>
      <StepPage
        key={step}
        step={step}
        flow={flow}
        onSaved={(saved) => inHand.set({ ...saved, saved: true, touched: false })}
        remember={protocol.set}
      />
    </OpenForm>
  );
}

interface StepPageProps {
  step: Step | 'new-batch';
  flow: Flow;
  onSaved: (answers: Answers) => void;
  remember: (protocol: string) => void;
}

function StepPage({ step, flow, onSaved, remember }: StepPageProps) {
  switch (step) {
    case 'identity':
      return <IdentityStep flow={flow} />;
    case 'pre-screening':
      return <PreScreeningStep flow={flow} />;
    case 'vaccine':
      return <VaccineStep flow={flow} />;
    case 'site':
      return <SiteStep flow={flow} />;
    case 'dose':
      return <DoseStep flow={flow} />;
    case 'batch':
      return <BatchStep flow={flow} />;
    case 'new-batch':
      return <AddBatchStep flow={flow} />;
    case 'protocol':
      return <ProtocolStep flow={flow} remember={remember} />;
    case 'check':
      return <CheckStep flow={flow} onSaved={onSaved} list={sessionPath(flow.session)} />;
  }
}

function isStep(text: string): text is Step | 'new-batch' {
  return text === 'check' || text === 'new-batch' || (STEPS as readonly string[]).includes(text);
}

function useCaption(page: ChildPage, programme: Programme, correcting: boolean): string {
  const t = useTexts('vaccinate');
  const codes = useTexts('codes');
  return t(correcting ? 'change_caption' : 'caption', { name: fullName(page.row), programme: codes(`programme.${programme}`) });
}
