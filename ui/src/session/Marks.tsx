/** What is still on its way: unsent, or with support. Said quietly, in words. */
import { useTexts } from '../texts';

export function Marks({ unsent, withSupport }: { unsent: boolean; withSupport: boolean }) {
  const t = useTexts('session');
  if (!unsent && !withSupport) return null;
  return (
    <ul className="db-marks">
      {unsent && (
        <li className="db-mark db-mark--unsent" data-testid="mark-unsent">
          {t('unsent')}
        </li>
      )}
      {withSupport && (
        <li className="db-mark db-mark--support" data-testid="mark-support">
          {t('with_support')}
        </li>
      )}
    </ul>
  );
}
