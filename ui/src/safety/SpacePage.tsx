/** Room on the disk: how much is left, that what was saved is safe, and what to do while there is still room to finish the day. */
import { Page } from '../shared/Page';
import { size } from '../shared/format';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

export function SpacePage() {
  const t = useTexts('safety');
  const { space } = useStatus();
  const short = space.low || space.reserve_used;
  const title = space.reserve_used ? t('space.title_reserve') : space.low ? t('space.title') : t('space.title_fine');
  return (
    <Page title={title} back="/" testId="space">
      {space.free_bytes !== null && <p className="nhsuk-lede-text">{t('space.left', { size: size(space.free_bytes) })}</p>}
      {!short && <p>{t('space.fine')}</p>}
      {short && (
        <>
          <div className="db-safe">
            <p>{space.reserve_used ? t('space.reserve') : t('space.safe')}</p>
          </div>
          <h2 className="nhsuk-heading-m">{t('space.how')}</h2>
          <ol className="nhsuk-list nhsuk-list--number">
            {t('space.steps', { returnObjects: true }).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p className="db-strong">{t('space.do_not')}</p>
        </>
      )}
    </Page>
  );
}
