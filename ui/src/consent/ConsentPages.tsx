/**
 * Consent taken in person or by phone, one thing a page; and the correction of an answer that is there, under its own id.
 */
import { Navigate, useLocation, useNavigate, useParams } from 'react-router';
import type { ChildPage } from '../backend/generated/ChildPage';
import type { ParentRow } from '../backend/generated/ParentRow';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { ChildForm, nothingElse, type AboutChild } from '../shared/child-form';
import { fullName } from '../shared/format';
import { OpenForm } from '../shared/leaving';
import { consentPath } from '../shared/paths';
import { useInHand } from '../shared/shelf';
import { useTexts } from '../texts';
import { STEPS, beginConsent, consentFrom, mayOpen, nextStep, type ConsentAnswers, type Step } from './answers';
import { ConsentCheck } from './ConsentCheck';
import { ResponseStep } from './ResponseStep';
import { RouteStep } from './RouteStep';
import { WhoStep } from './WhoStep';

export interface ConsentFlow {
  page: ChildPage;
  session: RecordId | null;
  programme: Programme;
  /** Known parents and carers; none where they are hidden. */
  parents: ParentRow[];
  /** An answer that is there is corrected. */
  correcting: boolean;
  answers: ConsentAnswers;
  keep: (answers: ConsentAnswers) => void;
  goOn: (answers: ConsentAnswers) => void;
  to: (step: Step) => string;
  back: () => void;
  caption: string;
}

export function ConsentPages() {
  const { session = null } = useParams();
  return <ChildForm also={nothingElse}>{(about) => <Form {...about} session={session} />}</ChildForm>;
}

interface FormProps extends AboutChild<null> {
  session: RecordId | null;
}

function Form({ page, freshId, record, session, programme }: FormProps) {
  const { step } = useParams();
  const t = useTexts('consent');
  const codes = useTexts('codes');
  const navigate = useNavigate();
  const { search } = useLocation();
  const base = consentPath(page.row.id, session, programme);
  const parents = (page.contacts?.parents ?? []).filter((parent) => parent.name);
  const earlier = page.programmes.flatMap((panel) => panel.consents).find((consent) => consent.id === record);
  const inHand = useInHand<ConsentAnswers>(
    `consent/${page.row.id}/${programme}/${record ?? ''}`,
    () => (earlier ? consentFrom(earlier, parents) : beginConsent(freshId)),
    (lying) => step !== undefined || !lying.saved,
  );
  const answers = inHand.value;
  const to = (next: Step) => `${base}/${next}${search}`;
  if (!isStep(step) || !mayOpen(step, answers)) return <Navigate to={to(nextStep(answers))} replace />;
  const keep = (next: ConsentAnswers) => inHand.set({ ...next, touched: true });
  const flow: ConsentFlow = {
    page,
    session,
    programme,
    parents,
    correcting: earlier !== undefined,
    answers,
    keep,
    goOn: (next) => {
      keep(next);
      void navigate(to(nextStep(next)));
    },
    to,
    back: () => void navigate(-1),
    caption: t(earlier ? 'change_caption' : 'caption', { name: fullName(page.row), programme: codes(`programme.${programme}`) }),
  };
  return (
    <OpenForm dirty={answers.touched} within={base} onLeave={inHand.clear}>
      {step === 'route' && <RouteStep flow={flow} />}
      {step === 'who' && <WhoStep flow={flow} />}
      {step === 'response' && <ResponseStep flow={flow} />}
      {step === 'check' && <ConsentCheck flow={flow} onSaved={() => inHand.set({ ...answers, saved: true, touched: false })} />}
    </OpenForm>
  );
}

function isStep(text: string | undefined): text is Step {
  return text === 'check' || (STEPS as readonly string[]).includes(text ?? '');
}
