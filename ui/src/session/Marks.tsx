/** What to know of a child before anything else: another has her name; something is unsent, or with support. Said quietly, in words. */
import { useTexts } from '../texts';

export function Marks({ unsent, withSupport, namesake = false }: { unsent: boolean; withSupport: boolean; namesake?: boolean }) {
  const t = useTexts('session');
  if (!unsent && !withSupport && !namesake) return null;
  return (
    <ul className="db-marks">
      {namesake && (
        <li className="db-mark db-mark--namesake" data-testid="mark-namesake">
          {t('namesake')}
        </li>
      )}
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
