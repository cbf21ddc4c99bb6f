/** What a sheet of paper must say and a screen need not: whose account this is, of which device, and of which day. */
import type { Account } from '../../backend/generated/Account';
import { day, dayOf, time } from '../../shared/format';
import { useStatus } from '../../shared/status';
import { useTexts } from '../../texts';

export function OnPaper({ account }: { account: Account }) {
  const t = useTexts('sync');
  const { person, device_name: device } = useStatus();
  const at = account.ended_at ?? account.started_at;
  return (
    <p className="db-only-print">
      {t('account.on_paper', { organisation: person?.organisation, name: person?.name, device, time: time(at), day: day(dayOf(at)) })}
    </p>
  );
}
