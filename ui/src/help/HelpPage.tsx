/** Help working offline: what works, how syncing goes, what to do about Wi-Fi that asks one to sign in, and whom to ring. */
import { Details, SummaryList } from 'nhsuk-react-components';
import { Link } from 'react-router';
import { Contact } from '../shared/Contact';
import { lower } from '../shared/format';
import { Page } from '../shared/Page';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

const TOPICS = ['offline', 'sync', 'strip', 'wifi', 'review', 'lost'] as const;

export function HelpPage() {
  const t = useTexts('help');
  const codes = useTexts('codes');
  const status = useStatus();
  const { person } = status;
  const facts = [
    [
      'person',
      person
        ? t('person_value', {
            name: person.name,
            role: lower(codes(`role.${person.role}`)),
            organisation: person.organisation,
          })
        : '',
    ],
    ['device', status.device_name],
    ['service', status.server],
    ['version', status.app_version],
  ] as const;
  return (
    <Page title={t('title')} testId="help">
      <p className="nhsuk-lede-text">{t('lead')}</p>
      {status.clock_wrong_seconds !== null && (
        <p>
          <Link to="/clock">{t('clock_link')}</Link>
        </p>
      )}
      {TOPICS.map((topic) => (
        <Details expander key={topic}>
          <Details.Summary>{t(`topics.${topic}.title`)}</Details.Summary>
          <Details.Text>
            {t(`topics.${topic}.text`, { returnObjects: true }).map((text) => (
              <p key={text}>{text}</p>
            ))}
          </Details.Text>
        </Details>
      ))}
      <Contact />
      <h2 className="nhsuk-heading-m">{t('about')}</h2>
      <SummaryList noBorder>
        {facts.map(([fact, value]) => (
          <SummaryList.Row key={fact}>
            <SummaryList.Key>{t(fact)}</SummaryList.Key>
            <SummaryList.Value>{value}</SummaryList.Value>
          </SummaryList.Row>
        ))}
      </SummaryList>
    </Page>
  );
}
