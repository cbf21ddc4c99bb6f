/** What Daybook counts of its own use, and what of that waits here: nobody should have to guess. */
import { useAsk } from '../shared/backend';
import { number } from '../shared/format';
import { useTexts } from '../texts';

export function Counted() {
  const t = useTexts('settings');
  const { data } = useAsk((backend) => backend.usage(), []);
  if (!data) return null;
  return (
    <section data-testid="usage">
      <h2 className="nhsuk-heading-m">{t('usage.title')}</h2>
      <p>{data.counted ? t('usage.text') : t('usage.off')}</p>
      {data.counted && data.waiting.length === 0 && <p className="db-quiet">{t('usage.none')}</p>}
      {data.counted && data.waiting.length > 0 && (
        <>
          <p className="nhsuk-u-margin-bottom-2">{t('usage.waiting')}</p>
          <ul data-testid="usage-waiting">
            {data.waiting.map(({ what, times }) => (
              <li key={what}>{t('usage.row', { what: t(`usage.what.${what}`), times: number(times) })}</li>
            ))}
          </ul>
        </>
      )}
      {data.counted && data.dropped > 0 && <p className="db-quiet">{t('usage.dropped', { number: number(data.dropped) })}</p>}
    </section>
  );
}
