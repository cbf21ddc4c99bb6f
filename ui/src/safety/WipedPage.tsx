/** The team had a person's data removed: what went, when, that all of it had been handed in first, and what to do now. */
import { Button } from 'nhsuk-react-components';
import type { Notice } from '../backend/generated/Notice';
import { useAct } from '../shared/backend';
import { useMoment } from '../shared/entry';
import { size } from '../shared/format';
import { Page } from '../shared/Page';
import { useTexts } from '../texts';

export function WipedPage({ notice }: { notice: Extract<Notice, { kind: 'wiped' }> }) {
  const t = useTexts('safety');
  const at = useMoment();
  const away = useAct((backend) => backend.putNoticeAway());
  return (
    <Page title={t('wiped.title')} testId="wiped">
      <p data-testid="wiped-what">{t('wiped.what', { name: notice.name, team: notice.asked_by, at: at(notice.at) })}</p>
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
      <p>{t('wiped.size', { count: notice.files, size: size(notice.bytes) })}</p>
      <h2 className="nhsuk-heading-m">{t('wiped.next')}</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {t('wiped.steps', { returnObjects: true }).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <p data-testid="reference">{t('wiped.reference', { reference: notice.reference })}</p>
      <Button type="button" disabled={away.busy} onClick={() => void away.run()} data-testid="go-on">
        {t('wiped.go_on')}
      </Button>
    </Page>
  );
}
