/** The answer once more, each part changeable; then it is put on the disk, and one is back at the child. */
import { SummaryList } from 'nhsuk-react-components';
import { useNavigate } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import { useAct } from '../shared/backend';
import { CheckRow } from '../shared/Check';
import { useFaultWords } from '../shared/ErrorSummary';
import { fullName } from '../shared/format';
import { childPath } from '../shared/paths';
import { QuestionPage } from '../shared/QuestionPage';
import { RefusalMessage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useTexts } from '../texts';
import { consentDraft, giver } from './answers';
import type { ConsentFlow } from './ConsentPages';

export function ConsentCheck({ flow, onSaved }: { flow: ConsentFlow; onSaved: () => void }) {
  const t = useTexts('consent');
  const forms = useTexts('forms');
  const navigate = useNavigate();
  const { answers, page, session, programme } = flow;
  const save = useAct((backend) => backend.saveConsent(consentDraft(answers, page.row.id, programme)));
  const faults = save.refusal?.faults ?? NONE;
  const confirm = async () => {
    const done = await save.run();
    if (!done) return;
    onSaved();
    void navigate(childPath(page.row.id, session), {
      state: withNews({ what: 'consent', child: page.row.id, programme, changed: done.value.changed }),
    });
  };
  return (
    <QuestionPage
      title={t('check.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="consent"
      faults={faults}
      onGoOn={() => void confirm()}
      goOn={save.busy ? forms('saving') : t(answers.saved ? 'check.save_again' : 'check.save')}
      busy={save.busy}
      testId="consent-check"
    >
      {save.refusal && faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
      {answers.saved && <p className="nhsuk-inset-text db-inset">{t('check.saved')}</p>}
      <Summary flow={flow} faults={faults} />
    </QuestionPage>
  );
}

const NONE: Fault[] = [];

function Summary({ flow, faults }: { flow: ConsentFlow; faults: Fault[] }) {
  const t = useTexts('consent');
  const codes = useTexts('codes');
  const words = useFaultWords('consent');
  const { answers, page, programme } = flow;
  const who = giver(answers);
  const errors = (field: string) => faults.filter((fault) => fault.field === field).map(words);
  return (
    <SummaryList className="db-check">
      <CheckRow what={t('check.child')}>
        <strong>{fullName(page.row)}</strong>
      </CheckRow>
      <CheckRow what={t('check.programme')}>{codes(`programme.${programme}`)}</CheckRow>
      <CheckRow what={t('check.route')} field="route" change={flow.to('route')} errors={errors('route')}>
        {answers.route && t(`route.${answers.route}`)}
      </CheckRow>
      <CheckRow what={t('check.response')} field="response" change={flow.to('response')} errors={errors('response')}>
        {answers.response && t(`response.${answers.response}`)}
      </CheckRow>
      {answers.response === 'refused' && (
        <CheckRow what={t('check.reason')} field="reason_for_refusal" change={flow.to('response')} errors={errors('reason_for_refusal')}>
          {answers.reason && codes(`refusal_reason.${answers.reason}`)}
        </CheckRow>
      )}
      {answers.response !== 'not_provided' && answers.route === 'self_consent' && (
        <CheckRow what={t('check.notify')} field="notify_parents" change={flow.to('who')} errors={errors('notify_parents')}>
          {t(answers.notify ? 'notify.yes' : 'notify.no')}
        </CheckRow>
      )}
      {answers.response !== 'not_provided' && answers.route !== 'self_consent' && (
        <CheckRow what={t('check.who')} field="given_by" change={flow.to('who')} errors={errors('given_by')}>
          {who.relationship ? t('who.parent', { name: who.given_by, relationship: who.relationship }) : who.given_by}
        </CheckRow>
      )}
      <CheckRow what={t('check.notes')} field="notes" change={flow.to('response')} errors={errors('notes')}>
        {answers.notes.trim() || t('check.no_notes')}
      </CheckRow>
    </SummaryList>
  );
}
