/** The team has blocked this device: what was handed in all the same, and that the app locks now. */
import type { Account } from '../../backend/generated/Account';
import { LockNow } from '../../safety/MustLockPage';
import { Contact } from '../../shared/Contact';
import { Page } from '../../shared/Page';
import { useTexts } from '../../texts';

export function Blocked({ account }: { account: Account }) {
  const t = useTexts('safety');
  const sync = useTexts('sync');
  return (
    <Page title={sync('end.device_blocked.title')} testId="end-device_blocked">
      <p className="nhsuk-lede-text">{t('blocked.what')}</p>
      <div className="db-safe">
        <p className="db-strong" data-testid="handed-in">
          {account.waiting > 0
            ? t('blocked.some', { received: account.received, waiting: account.waiting })
            : t('blocked.all', { count: account.received })}
        </p>
        <p>{t('blocked.look')}</p>
      </div>
      <p>{t('blocked.locks')}</p>
      <LockNow />
      <Contact reference={account.reference} />
    </Page>
  );
}
