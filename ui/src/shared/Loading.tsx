/** Something is being fetched from the disk. It is usually there at once, so nothing is shown for the first moment. */
import { useTexts } from '../texts';

export function Loading() {
  const t = useTexts('common');
  return (
    <p className="db-loading" role="status">
      {t('loading')}
    </p>
  );
}
