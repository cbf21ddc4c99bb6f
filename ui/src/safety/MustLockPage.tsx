/** The desk is about to lock, by the team's wish: why, and the button that does it now. It locks by itself soon after. */
import { Button } from 'nhsuk-react-components';
import { useNavigate } from 'react-router';
import type { LockReason } from '../backend/generated/LockReason';
import { useAct } from '../shared/backend';
import { Page } from '../shared/Page';
import { useTexts } from '../texts';

export function MustLockPage({ why }: { why: LockReason }) {
  const t = useTexts('safety');
  return (
    <Page title={t(`must_lock.${why}.title`)} testId="must-lock">
      <p>{t(`must_lock.${why}.what`)}</p>
      <LockNow />
    </Page>
  );
}

export function LockNow() {
  const t = useTexts('safety');
  const navigate = useNavigate();
  const lock = useAct((backend) => backend.lock());
  return (
    <Button
      type="button"
      disabled={lock.busy}
      onClick={() => void lock.run().then(() => navigate('/', { replace: true }))}
      data-testid="lock-now"
    >
      {t('must_lock.now')}
    </Button>
  );
}
