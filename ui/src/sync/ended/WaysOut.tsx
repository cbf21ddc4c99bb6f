/** What one can do at the end of a sync: carry on, print. There is always a way out. */
import { Button } from 'nhsuk-react-components';
import { Link } from 'react-router';
import { LockNow } from '../../safety/MustLockPage';
import { useStatus } from '../../shared/status';
import { useTexts } from '../../texts';

interface WaysOutProps {
  fromHistory: boolean;
  carryOn: () => void;
  print?: () => void;
}

export function WaysOut({ fromHistory, carryOn, print }: WaysOutProps) {
  const t = useTexts('sync');
  const safety = useTexts('safety');
  const { must_lock: mustLock } = useStatus();
  if (mustLock && !fromHistory)
    return (
      <div className="nhsuk-inset-text db-no-print" data-testid="must-lock">
        <p className="db-strong">{safety(`must_lock.${mustLock}.title`)}</p>
        <p>{safety(`must_lock.${mustLock}.what`)}</p>
        <LockNow />
      </div>
    );
  return (
    <div className="nhsuk-button-group db-no-print">
      {!fromHistory && (
        <Button type="button" onClick={carryOn} data-testid="carry-on">
          {t('account.carry_on')}
        </Button>
      )}
      {print && (
        <Button type="button" secondary onClick={print} data-testid="print">
          {t('account.print')}
        </Button>
      )}
      {!fromHistory && <Link to="/history">{t('account.history')}</Link>}
    </div>
  );
}
