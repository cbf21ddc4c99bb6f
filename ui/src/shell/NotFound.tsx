/** An address that is no page of ours. */
import { Link } from 'react-router';
import { Page } from '../shared/Page';
import { useTexts } from '../texts';

export function NotFound() {
  const t = useTexts('shell');
  return (
    <Page title={t('not_found.title')} testId="not-found">
      <p>{t('not_found.safe')}</p>
      <p>
        <Link to="/">{t('not_found.home')}</Link>
      </p>
    </Page>
  );
}
