/**
 * A forgotten code. Nothing is deleted: support releases the work to its person, who then chooses a new code. Without a
 * connection: a rescue file, or a new session beside the locked one.
 */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import type { PersonLine } from '../backend/generated/PersonLine';
import type { ReleaseCard } from '../backend/generated/ReleaseCard';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { Secret } from '../shared/Secret';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

interface ForgottenPageProps {
  person: PersonLine;
  onBack: () => void;
  onRescue: () => void;
  onBeside: () => void;
}

export function ForgottenPage({ person, onBack, onRescue, onBeside }: ForgottenPageProps) {
  const { release } = useStatus();
  useOpenForm();
  if (release?.person === person.person) return <Asked release={release} onBack={onBack} />;
  return <Asking {...{ person, onBack, onRescue, onBeside }} />;
}

function Asking({ person, onBack, onRescue, onBeside }: ForgottenPageProps) {
  const t = useTexts('forgotten');
  const { connection } = useStatus();
  const offline = connection === 'offline' || connection === 'not_our_service';
  return (
    <Page key="asking" title={t('title')} back={onBack} testId="forgotten-page">
      <div className="db-safe">
        <p className="db-strong">{t('safe')}</p>
      </div>
      <p>{t('nobody')}</p>
      {!person.can_be_released ? <p>{t('cannot')}</p> : offline ? <Offline /> : <AskForm person={person} />}
      <h2 className="nhsuk-heading-m">{t('meanwhile')}</h2>
      <dl className="db-ways">
        <dt>
          <button type="button" className="db-link" onClick={onRescue} data-testid="rescue-link">
            {t('rescue')}
          </button>
        </dt>
        <dd>{t('rescue_hint')}</dd>
        <dt>
          <button type="button" className="db-link" onClick={onBeside} data-testid="beside">
            {t('beside')}
          </button>
        </dt>
        <dd>{t('beside_hint')}</dd>
      </dl>
    </Page>
  );
}

function Offline() {
  const t = useTexts('forgotten');
  return (
    <div data-testid="forgotten-offline">
      <h2 className="nhsuk-heading-m">{t('offline.title')}</h2>
      <p>{t('offline.text')}</p>
    </div>
  );
}

function AskForm({ person }: { person: PersonLine }) {
  const t = useTexts('forgotten');
  const words = useFaultWords('forgotten');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const ask = useAct((backend, typed: string) => backend.askRelease({ person: person.person, password: typed }));
  const submit = () => {
    setFaults(password === '' ? [{ field: 'password', code: 'missing' }] : []);
    if (password !== '') void ask.run(password);
  };
  return (
    <>
      <h2 className="nhsuk-heading-m">{t('ask')}</h2>
      <ErrorSummary faults={faults} namespace="forgotten" />
      {ask.refusal && <RefusalMessage refusal={ask.refusal} />}
      <AnswerForm onAnswer={submit}>
        <Secret
          id="password"
          kind="password"
          label={t('password')}
          hint={t('password_hint', { username: person.username })}
          error={faultOf(faults, 'password', words)}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" disabled={ask.busy} data-testid="submit">
          {ask.busy ? t('busy') : t('submit')}
        </Button>
      </AnswerForm>
    </>
  );
}

/** Support has been asked: the words to read out, and the waiting. When it is released the page for a new code comes by itself. */
function Asked({ release, onBack }: { release: ReleaseCard; onBack: () => void }) {
  const t = useTexts('forgotten');
  const end = useAct((backend) => backend.endRelease());
  if (release.state === 'refused')
    return (
      <Page key="refused" title={t('refused.title')} back={onBack} testId="release-refused">
        <p>{t('refused.what')}</p>
        <Button type="button" disabled={end.busy} onClick={() => void end.run()} data-testid="ask-again">
          {t('refused.again')}
        </Button>
      </Page>
    );
  return (
    <Page key="asked" title={t('waiting.title')} back={onBack} testId="release-waiting">
      <p className="db-words-for-support" data-testid="release-words">
        {release.words}
      </p>
      <p>{t('waiting.lead')}</p>
      <p role="status">{t('waiting.waits')}</p>
      <div className="db-safe">
        <p>{t('safe')}</p>
      </div>
      <Button type="button" secondary disabled={end.busy} onClick={() => void end.run()} data-testid="end-release">
        {t('waiting.end')}
      </Button>
    </Page>
  );
}
