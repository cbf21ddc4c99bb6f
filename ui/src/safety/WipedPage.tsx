/** The team had a person's data removed: what went, that all of it had been handed in, and where the statement is found. */
import { Button } from 'nhsuk-react-components';
import type { Notice } from '../backend/generated/Notice';
import { useAct } from '../shared/backend';
import { Page } from '../shared/Page';
import { useTexts } from '../texts';

export function WipedPage({ notice }: { notice: Extract<Notice, { kind: 'wiped' }> }) {
  const t = useTexts('safety');
  const away = useAct((backend) => backend.putNoticeAway());
  return (
    <Page title={t('wiped.title')} testId="wiped">
      <p>{t('wiped.what', { name: notice.name })}</p>
      <div className="db-safe">
        <p>{t('wiped.safe', { count: notice.changes })}</p>
        {notice.sealed > 0 && <p>{t('wiped.sealed', { count: notice.sealed })}</p>}
      </div>
      <h2 className="nhsuk-heading-m">{t('wiped.list')}</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {t('wiped.files', { returnObjects: true }).map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      <p data-testid="reference">{t('wiped.reference', { reference: notice.reference })}</p>
      <Button type="button" disabled={away.busy} onClick={() => void away.run()} data-testid="go-on">
        {t('wiped.go_on')}
      </Button>
    </Page>
  );
}
