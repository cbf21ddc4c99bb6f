/**
 * What a refused command looks like: what happened, whether the data is safe, what to do next, and a reference.
 *
 * Faults by field belong to the form: see `ErrorSummary`.
 */
import { Button } from 'nhsuk-react-components';
import type { CommandError } from '../backend/generated/CommandError';
import { useTexts } from '../texts';
import { Page } from './Page';

export function RefusalMessage({ refusal }: { refusal: CommandError }) {
  const t = useTexts('refusals');
  return (
    <div className="db-refusal" role="alert" data-testid={`refusal-${refusal.code}`}>
      <p className="db-refusal__what">{t(`${refusal.code}.what`)}</p>
      <p>{t(`${refusal.code}.next`)}</p>
      <p className="db-quiet">{t('reference', { reference: refusal.reference })}</p>
    </div>
  );
}

/** How often a code may still be wrong before one must wait. */
export function TriesLeft({ refusal }: { refusal: CommandError }) {
  const t = useTexts('refusals');
  return refusal.tries_left !== null && <p>{t('tries', { count: refusal.tries_left })}</p>;
}

export function RefusalPage({ refusal, again, back }: { refusal: CommandError; again?: () => void; back?: string }) {
  const t = useTexts('refusals');
  return (
    <Page title={t('title')} back={back}>
      <RefusalMessage refusal={refusal} />
      {again && <Button onClick={again}>{t('again')}</Button>}
    </Page>
  );
}
